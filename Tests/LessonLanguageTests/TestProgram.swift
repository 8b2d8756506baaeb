import LessonLanguage
import Testing
import Text

/// A program that runs as it is typed, a value like its session.
struct TestProgram {
  private(set) var session: Session
  private(set) var steps: [Step] = []

  init(
    _ text: String = "", limits: Limits = Limits(), showsAll: Bool = false
  ) throws(Diagnostic) {
    session = Session(limits: limits, showsAll: showsAll)
    try run(text)
  }

  /// A program that continues a session.
  init(_ session: Session) { self.session = session }

  /// Runs further statements.
  ///
  /// - Returns: the last step.
  @discardableResult
  mutating func run(_ text: String) throws(Diagnostic) -> Step? {
    for statement in try Parser.statements(of: text) {
      let step = try session.run(statement)
      steps.append(step)
      if let failure = step.failure { throw failure }
    }
    return steps.last
  }

  /// What an expression is worth now; the program stays as it is.
  func elements(_ expression: String) throws(Diagnostic) -> [Double] {
    var copy = self
    return try copy.run("show " + expression)?.value?.elements ?? []
  }

  /// The same for a single number.
  func number(_ expression: String) throws(Diagnostic) -> Double {
    let elements = try elements(expression)
    return elements.count == 1 ? elements[0] : .nan
  }

  /// What has to be said when an expression is shown now.
  func notes(_ expression: String) throws(Diagnostic) -> [Note] {
    var copy = self
    return try copy.run("show " + expression)?.notes ?? []
  }

  /// What running `text` here would end with.
  func failure(_ text: String) -> Diagnostic? {
    var copy = self
    do throws(Diagnostic) {
      try copy.run(text)
      return nil
    } catch {
      return error
    }
  }

  /// All checks so far, in order.
  var checks: [Check] { steps.flatMap { $0.checks } }

  /// What a program ends with.
  static func failure(_ text: String, limits: Limits = Limits()) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try TestProgram(text, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}

/// A wrong program, and its expected error.
struct BadProgram: CustomTestStringConvertible {
  let text: String
  let diagnostic: Diagnostic

  init(
    _ text: String, _ line: Int, _ column: Int, _ length: Int, _ message: String,
    _ kind: Diagnostic.Kind = .invalid
  ) {
    self.text = text
    diagnostic = Diagnostic(kind, Place(line: line, column: column, length: length), message)
  }

  var testDescription: String { text }
}
