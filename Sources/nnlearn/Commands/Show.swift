import LessonLanguage
import Lessons
import Rendering
import Text

/// Runs a lesson or program and shows each step as it is computed.
struct Show {
  let console: Console
  let style: Style
  let format: TranscriptOptions.Format
  let hidesAnswers: Bool

  init(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) {
    self.console = console
    style = ShowOptions.style(arguments, console)
    format = arguments[\TranscriptOptions.format]
    hidesAnswers = arguments[\TranscriptOptions.hidesAnswers]
  }

  func run(_ lesson: Lesson, file: SourceFile, label: String = "", loader: DataLoader) -> ExitCode {
    var reading = Reading(lesson, session: Session(showsAll: style.showsAll, loader: loader))
    var text = TranscriptText(style, file: file, label: label)
    var json = TranscriptJSON(file: file)
    var entries: [Transcript.Entry] = []
    var status = ExitCode.success
    var hidden = HiddenAnswers()
    while let entry = reading.next() {
      if case .error(let diagnostic) = entry {
        report(diagnostic, file)
        status = .badData
        if format == .text { break }
      }
      if case .step(let step) = entry, !step.checks.allSatisfy(\.holds), status == .success {
        status = .checkFailed
      }
      guard let entry = hidesAnswers ? hidden.shown(entry) : entry else { continue }
      switch format {
      case .text:
        for line in text.lines(for: entry) { console.output.write(line + "\n") }
      case .json: console.output.write(json.line(for: entry) + "\n")
      case .html: entries.append(entry)
      }
    }
    if format == .html {
      let page = HandoutHTML(
        style, file: file, label: label, title: lesson.title.isEmpty ? file.name : lesson.title,
        stylesheet: embeddedPage["lesson.css"] ?? "")
      console.output.write(page.document(entries))
    }
    console.output.flush()
    return status
  }

  private func report(_ diagnostic: Diagnostic, _ file: SourceFile) {
    console.output.flush()
    for line in DiagnosticText(diagnostic, file).lines { console.error.write(line + "\n") }
  }
}

/// The form of a file that `SourceText` drops: the byte-order mark and the line ends.
struct TextForm: Equatable {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let hasMark: Bool
  private let ends: [[UInt8]]

  init(_ bytes: [UInt8]) {
    hasMark = bytes.starts(with: Self.mark)
    var ends: [[UInt8]] = []
    let (feed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    for (index, byte) in bytes.enumerated() {
      let isAfterReturn = index > 0 && bytes[index - 1] == carriageReturn
      switch byte {
      case feed where isAfterReturn: ends[ends.count - 1].append(feed)
      case feed, carriageReturn: ends.append([byte])
      default: break
      }
    }
    self.ends = ends
  }

  /// Returns the bytes of a text with the same number of lines, in this form.
  func bytes(_ text: String) -> [UInt8] {
    var result = hasMark ? Self.mark : []
    var next = 0
    for byte in text.utf8 {
      guard byte == UInt8(ascii: "\n") else {
        result.append(byte)
        continue
      }
      result += next < ends.count ? ends[next] : [byte]
      next += 1
    }
    return result
  }
}
