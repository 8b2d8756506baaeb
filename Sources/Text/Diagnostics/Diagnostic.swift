/// A stretch of one line of a source, counted from 1.
package struct Place: Sendable, Equatable {
  package let line: Int
  package let column: Int
  /// How many characters it covers, at least one.
  package let length: Int

  package init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = max(length, 1)
  }

  /// From the start of this place to the end of another; on this line where they lie on different ones.
  package func joined(to end: Place) -> Place {
    guard end.line == line else { return self }
    return Place(line: line, column: column, length: end.column + end.length - column)
  }
}

/// Why something cannot be done: a sentence, where the mistake stands if that is known, and what kind of mistake it is.
package struct Diagnostic: Error, Sendable, Equatable {
  /// What those decide by who catch the error.
  package enum Kind: Sendable {
    /// A text or data are not what they should be.
    case invalid
    /// A text ends inside a bracket; more of it may be all that is missing.
    case incomplete
    /// The command line asks for something that it cannot have.
    case usage
    /// A file, folder or name is not there or may not be read.
    case missing
    /// A file cannot be written.
    case unwritable
    /// Training has left the finite numbers.
    case diverged
    /// The program itself is wrong.
    case defect
  }

  package let kind: Kind
  package let place: Place?
  /// One sentence without a final period. Text of a file or of the user in it is quoted.
  package let message: String

  package init(_ message: String) { self.init(.invalid, nil, message) }

  package init(_ place: Place, _ message: String) { self.init(.invalid, place, message) }

  package init(_ kind: Kind, _ message: String) { self.init(kind, nil, message) }

  package init(_ kind: Kind, _ place: Place?, _ message: String) {
    self.kind = kind
    self.place = place
    self.message = message
  }

  /// The same with a place, unless it has one.
  package func at(_ place: Place) -> Diagnostic { Diagnostic(kind, self.place ?? place, message) }

  /// The same as another kind.
  package func of(_ kind: Kind) -> Diagnostic { Diagnostic(kind, place, message) }
}

extension Diagnostic {
  /// Runs `body`; an error without a place is one at `place`.
  package static func placed<Value>(
    at place: Place, _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try body() } catch { throw error.at(place) }
  }

  /// Runs `body`; an error begins with what it is about, as in `iris.csv: row 3 is too long`, and has no place.
  package static func about<Value>(
    _ subject: String, _ kind: Kind = .invalid, _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try body() } catch {
      throw Diagnostic(kind, "\(subject): \(error.message)")
    }
  }
}
