import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn check`: runs lessons quietly and reports failed checks.
enum CheckCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let paths = Argument.repeated(
      "path", .text(completion: .files),
      help: "Lessons, programs or folders of lessons. Without any, the built-in lessons.")
    let accept = Argument.flag(
      "accept", help: "Write the computed values after '#=>' in the files.")
  }

  static let command = CommandSpecification(
    name: "check", abstract: "Run lessons quietly and report every check that fails.",
    discussion: "The text is checked too: titles, fences, and numbers that no statement produces.",
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let files = try files(arguments[\Options.paths])
    if arguments[\Options.accept] && arguments[\Options.paths].isEmpty {
      throw Diagnostic(.usage, "--accept writes into files: name them")
    }
    var report = Report()
    for file in files {
      if arguments[\Options.accept] { try acceptValues(in: file, &report) }
      check(arguments[\Options.accept] ? try file.again() : file, &report, console)
    }
    console.output.write(report.summary + "\n")
    return report.status
  }

  fileprivate struct File {
    let name: String
    let path: String?
    let text: SourceText
    let form: TextForm

    var isLesson: Bool { name.hasSuffix(".md") }

    var loader: DataLoader { path.map { .beside($0) } ?? .lesson(in: nil) }

    var lesson: Lesson { isLesson ? Lesson(markdown: text) : Lesson(program: text) }

    init(name: String, text: SourceText) {
      self.name = name
      self.text = text
      path = nil
      form = TextForm([])
    }

    init(path: String) throws(Diagnostic) {
      let input = try InputFile(path: path)
      name = input.name
      text = try SourceText(input)
      form = TextForm(input.bytes)
      self.path = path
    }

    func again() throws(Diagnostic) -> File {
      if let path { return try File(path: path) }
      return self
    }
  }

  private static func files(_ paths: [String]) throws(Diagnostic) -> [File] {
    if paths.isEmpty {
      return LessonLibrary.builtIn.entries.map { File(name: $0.file, text: $0.text) }
    }
    var files: [File] = []
    for path in paths {
      guard OperatingSystem.isFolder(path) else {
        files.append(try File(path: path))
        continue
      }
      let lessons = try LessonLibrary(folder: path).entries.map { $0.name + ".md" }
      let programs = try OperatingSystem.files(inFolder: path).filter { $0.hasSuffix(".nn") }
      for name in lessons + programs { files.append(try File(path: "\(path)/\(name)")) }
    }
    if files.isEmpty {
      throw Diagnostic(
        .missing, "There is no lesson or program in \(paths.map(\.quoted).joined(separator: ", "))")
    }
    return files
  }

  /// Draws the numbers of the exercises a few times, if the lesson has any.
  private static func checkExercises(
    of lesson: Lesson, in file: File, _ report: inout Report, _ console: Console
  ) {
    guard lesson.draws else { return }
    do throws(Diagnostic) {
      var maker = try WorksheetMaker(lesson, session: Session(loader: file.loader))
      for sheet in 1...trialSheets {
        _ = try maker.worksheet(for: Student(sheet: sheet, seed: 0))
      }
    } catch {
      report.add(error, in: file, console)
    }
  }

  private static let trialSheets = 10

  private static func check(_ file: File, _ report: inout Report, _ console: Console) {
    let lesson = file.lesson
    let transcript = Transcript(lesson, session: Session(loader: file.loader))
    report.files += 1
    for check in transcript.checks {
      report.checks += 1
      if check.holds { continue }
      report.failures += 1
      let sentence = CheckText(check, Style(unicode: console.terminal.showsUnicode)).sentence
      console.output.write("\(file.name):\(check.place.line): \(sentence)\n")
    }
    if let error = transcript.error { report.add(error, in: file, console) }
    guard file.isLesson, transcript.error == nil else { return }
    checkExercises(of: lesson, in: file, &report, console)
    for finding in Lint.findings(in: lesson, transcript) {
      report.findings += 1
      console.output.write("\(file.name):\(finding.line): \(finding.message.escaped)\n")
    }
  }

  private static func acceptValues(in file: File, _ report: inout Report) throws(Diagnostic) {
    guard let path = file.path else { return }
    let checks = Transcript(file.lesson, session: Session(loader: file.loader)).checks
    let (text, count) = AcceptedValues.text(file.text, checks)
    if count > 0 { try OutputFile.replace(path, with: file.form.bytes(text)) }
    report.accepted += count
  }
}

/// The findings in all files.
private struct Report {
  var files = 0
  var checks = 0
  var failures = 0
  var findings = 0
  var errors = 0
  var accepted = 0

  /// Counts an error, and writes it.
  mutating func add(_ error: Diagnostic, in file: CheckCommand.File, _ console: Console) {
    errors += 1
    console.output.flush()
    for line in DiagnosticText(error, SourceFile(name: file.name, file.text)).lines {
      console.error.write(line + "\n")
    }
  }

  var summary: String {
    var parts = [files.counting("file"), checks.counting("check"), "\(failures) failed"]
    if findings > 0 { parts.append(findings.counting("remark") + " on the text") }
    if errors > 0 { parts.append(errors.counting("error")) }
    if accepted > 0 { parts.append(accepted.counting("value") + " written") }
    return parts.joined(separator: ", ")
  }

  var status: ExitCode {
    if errors > 0 { return .badData }
    return failures + findings > 0 ? .checkFailed : .success
  }

}
