import LessonLanguage
import Lessons
import Rendering
import Text

/// Runs a lesson or program and shows each step as it comes.
struct Show {
  let console: Console
  let style: Style
  let format: ShowOptions.Format

  init(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) {
    self.console = console
    style = ShowOptions.style(arguments, console)
    format = arguments[\ShowOptions.format]
  }

  func run(
    _ lesson: Lesson, file: SourceFile, label: String = "", loader: DataLoader
  ) -> ExitCode {
    var reading = Reading(lesson, session: Session(showsAll: style.showsAll, loader: loader))
    var text = TranscriptText(style, file: file, label: label)
    var json = TranscriptJSON(file: file)
    var status = ExitCode.success
    while let entry = reading.next() {
      if case .error(let diagnostic) = entry {
        report(diagnostic, file)
        status = .badData
        if format == .text { break }
      }
      if case .step(let step) = entry, !step.checks.allSatisfy(\.holds), status == .success {
        status = .checkFailed
      }
      switch format {
      case .text:
        for line in text.lines(for: entry) { console.output.write(line + "\n") }
      case .json: console.output.write(json.line(for: entry) + "\n")
      }
    }
    console.output.flush()
    return status
  }

  private func report(_ diagnostic: Diagnostic, _ file: SourceFile) {
    console.output.flush()
    for line in DiagnosticText(diagnostic, file).lines { console.error.write(line + "\n") }
  }
}
