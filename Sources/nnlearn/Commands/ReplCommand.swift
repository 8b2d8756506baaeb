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
  private var status = ExitCode.success
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
    return isInteractive ? .success : status
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

  /// Runs what was typed, a statement after another. An error in one changes nothing that came before.
  private mutating func accept() {
    let text = SourceText(pending.joined(separator: "\n"))
    pending = []
    let file = SourceFile(name: "input", text)
    var writer = TranscriptText(style, file: file)
    do throws(Diagnostic) {
      for statement in try Parser.statements(of: text.text) {
        var next = session
        let step = try next.run(statement)
        if !step.checks.allSatisfy(\.holds), status == .success { status = .checkFailed }
        show(.step(step), &writer)
        if let failure = step.failure { throw failure }
        session = next
      }
    } catch {
      status = .badData
      console.output.flush()
      for line in DiagnosticText(error, file).lines { console.error.write(line + "\n") }
    }
  }

  private mutating func show(_ entry: Transcript.Entry, _ writer: inout TranscriptText) {
    switch format {
    case .text: for line in writer.lines(for: entry) { console.output.write(line + "\n") }
    case .json: console.output.write(json.line(for: entry) + "\n")
    }
  }
}
