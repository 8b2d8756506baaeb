import Learning
import LessonLanguage
import Text

package enum StepperCommand: String, CaseIterable, Sendable {
  case next, back, finish, goto, list, set, drop, compare, hint, answer, walk, detail, pace, save,
    help, quit

  package struct Call: Sendable, Equatable {
    package let command: StepperCommand
    package let argument: String

    package init(_ command: StepperCommand, _ argument: String = "") {
      self.command = command
      self.argument = argument
    }
  }

  /// Reads a line as a command. A word without a colon is a command only if no value has that name and the text after it
  /// does not continue an expression. Returns `nil` for a line in the lesson language.
  package static func call(_ line: String, isName: (String) -> Bool) throws(Diagnostic) -> Call? {
    let text = trimmed(line[...])
    let isMarked = text.hasPrefix(":")
    let body = isMarked ? trimmed(text.dropFirst()) : text
    let word = body.prefix { $0.isLetter }
    let rest = body.dropFirst(word.count)
    guard let command = StepperCommand(rawValue: String(word)) else {
      if isMarked { throw .unknownCommand(String(body.prefix { $0 != " " })) }
      return nil
    }
    if !isMarked {
      if isName(String(word)) { return nil }
      if let next = rest.first, next != " " { return nil }
      if let sign = trimmed(rest).first, !command.mayBegin(with: sign) { return nil }
    }
    let argument = String(trimmed(rest))
    if !command.takesArgument, !argument.isEmpty {
      throw .standsAlone(command)
    }
    return Call(command, argument)
  }

  /// Whether an argument may begin with a sign without the line being an expression.
  private func mayBegin(with sign: Character) -> Bool {
    if self == .save { return sign != "=" }
    return sign.isLetter || sign.isNumber || sign == "_"
  }

  private var takesArgument: Bool {
    switch self {
    case .next, .back, .goto, .set, .compare, .detail, .pace, .save: true
    case .finish, .list, .drop, .hint, .answer, .walk, .help, .quit: false
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

/// The reasons why a command does nothing.
extension Diagnostic {
  static func unknownCommand(_ word: String) -> Diagnostic {
    let words = StepperCommand.allCases.map { $0.rawValue }
    let nearest = NearestName.suggestion(for: word, among: words)
    return Diagnostic(
      "there is no command '\(word.escaped)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "; 'help' lists all commands"))
  }

  static func standsAlone(_ command: StepperCommand) -> Diagnostic {
    Diagnostic("'\(command.rawValue)' takes nothing after it")
  }

  static func needsNumber(_ command: StepperCommand, given: String) -> Diagnostic {
    Diagnostic("'\(command.rawValue)' takes a number of at least 1, not '\(given.escaped)'")
  }

  static let needsPosition = Diagnostic(
    "goto where? a step as in 'goto 7', 'start', 'end', or a section")

  static let needsPace = Diagnostic("which pace? 'pace line', 'pace statement' or 'pace section'")

  static let noPace = Diagnostic("each line that you type is a statement; only a lesson has a pace")

  static func needsLevel(given: String) -> Diagnostic {
    let levels = Detail.allCases.map { $0.rawValue }.list("or")
    return Diagnostic(
      "'\(StepperCommand.detail.rawValue)' takes \(levels)"
        + (given.isEmpty ? "" : ", not '\(given.escaped)'"))
  }

  static let needsFile = Diagnostic("save where? as in: save notes.md")

  static func noStep(_ step: String, count: Int) -> Diagnostic {
    Diagnostic(
      count == 0
        ? "there is no step yet" : "there is no step \(step); the steps are 1 to \(count)")
  }

  static func noPart(_ part: String, step: Int, parts: Int) -> Diagnostic {
    Diagnostic("step \(step) has no part \(part); its parts are 1 to \(parts)")
  }

  static func noSection(_ name: String, sections: [String]) -> Diagnostic {
    let start = "there is no section '\(name.escaped)'"
    if let nearest = NearestName.suggestion(for: name, among: sections) {
      return Diagnostic("\(start); did you mean '\(nearest.escaped)'?")
    }
    let list = sections.map { "'\($0.escaped)'" }.joined(separator: ", ")
    return Diagnostic(start + (sections.isEmpty ? "" : "; the sections are \(list)"))
  }

  static let noFork = Diagnostic("there is no fork; 'set rate = 0.9' makes one")

  static let noWalk = Diagnostic(
    "nothing to walk through: first give a wrong number of three digits or more, as in: why w is not 0.551"
  )

  static let noQuestion = Diagnostic("no question waits")

  /// The computation was interrupted.
  static let stopped = Diagnostic("stopped; nothing has changed")
}
