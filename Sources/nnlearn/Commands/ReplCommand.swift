import LessonLanguage
import Lessons
import Rendering

/// `nnlearn repl`: statements typed one after another, each with its working.
enum ReplCommand {
  static let command = CommandSpecification(
    name: "repl", abstract: "Type statements and see their working.",
    discussion: "A statement in braces or brackets goes on until they are closed. Ctrl-D ends.",
    parameters: ShowOptions.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandFailure) -> ExitCode {
    let style = ShowOptions.style(arguments, console.terminal)
    var repl = Repl(
      console: console, style: style, format: arguments[ShowOptions.format],
      session: Session(showsAll: style.showsAll))
    return repl.run()
  }
}

/// The state of one conversation.
private struct Repl {
  let console: Console
  let style: Style
  let format: ShowOptions.Format
  var session: Session
  private var pending: [String] = []
  private var failed = false
  private var json = TranscriptJSON(file: SourceFile(name: "input", SourceText("")))

  init(console: Console, style: Style, format: ShowOptions.Format, session: Session) {
    self.console = console
    self.style = style
    self.format = format
    self.session = session
  }

  mutating func run() -> ExitCode {
    let isInteractive = console.terminal.isTerminal(.standardInput)
    while true {
      if isInteractive {
        console.output.write(pending.isEmpty ? "nnlearn \(style.unicode ? "›" : ">") " : "  ")
        console.output.flush()
      }
      guard let line = readLine(strippingNewline: true) else { break }
      pending.append(line)
      if !isOpen { accept() }
    }
    if !pending.isEmpty { accept() }
    if isInteractive { console.output.write("\n") }
    console.output.flush()
    return failed && !isInteractive ? .checkFailed : .success
  }

  /// Whether brackets wait to be closed on a further line.
  private var isOpen: Bool {
    do throws(Diagnostic) {
      _ = try Scanner.tokens(of: pending.joined(separator: "\n"))
      return false
    } catch {
      return error.message.hasSuffix("is never closed")
    }
  }

  /// Runs what was typed. An error in it changes nothing that came before.
  private mutating func accept() {
    let text = SourceText(pending.joined(separator: "\n"))
    pending = []
    let file = SourceFile(name: "input", text)
    var run = LessonRun(Lesson(program: text), session: session)
    var writer = TranscriptText(style, file: file)
    while let entry = run.next() {
      if case .step(let step) = entry, !step.checks.allSatisfy(\.holds) { failed = true }
      if case .error(let diagnostic) = entry {
        failed = true
        console.output.flush()
        for line in DiagnosticText(diagnostic, file).lines { console.error.write(line + "\n") }
      } else {
        show(entry, &writer)
      }
    }
    session = run.session
  }

  private mutating func show(_ entry: Transcript.Entry, _ writer: inout TranscriptText) {
    switch format {
    case .text: for line in writer.lines(for: entry) { console.output.write(line + "\n") }
    case .json: console.output.write(json.line(for: entry) + "\n")
    }
  }
}
