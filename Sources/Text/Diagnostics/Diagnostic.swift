/// A range of characters in one line of a source, counted from 1.
package struct Place: Sendable, Equatable {
  package let line: Int
  package let column: Int
  /// The number of characters, at least one.
  package let length: Int

  package init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = max(length, 1)
  }

  /// The place from the start of this one to the end of another; this one alone if they are on different lines.
  package func joined(to end: Place) -> Place {
    guard end.line == line else { return self }
    return Place(line: line, column: column, length: end.column + end.length - column)
  }
}

/// Why something cannot be done: a message, its kind, and the place of the mistake if known.
package struct Diagnostic: Error, Sendable, Equatable {
  /// The kind of an error, by which a caller decides what to do.
  package enum Kind: Sendable {
    /// A text or data are invalid.
    case invalid
    /// A text ends inside a bracket; more input may complete it.
    case incomplete
    /// The command line is invalid.
    case usage
    /// A file, folder or name does not exist or cannot be read.
    case missing
    /// A file cannot be written.
    case unwritable
    /// Training produced a number that is not finite.
    case diverged
    /// The program has a bug.
    case defect
  }

  package let kind: Kind
  package let place: Place?
  /// One sentence without a final period, in which text of a file or of the user is quoted.
  package let message: String

  package init(_ message: String) { self.init(.invalid, nil, message) }

  package init(_ place: Place, _ message: String) { self.init(.invalid, place, message) }

  package init(_ kind: Kind, _ message: String) { self.init(kind, nil, message) }

  package init(_ kind: Kind, _ place: Place?, _ message: String) {
    self.kind = kind
    self.place = place
    self.message = message
  }

  /// The same error at a place, unless it already has one.
  package func at(_ place: Place) -> Diagnostic { Diagnostic(kind, self.place ?? place, message) }

  /// The same error with another kind.
  package func of(_ kind: Kind) -> Diagnostic { Diagnostic(kind, place, message) }
}

extension Diagnostic {
  /// Runs `body`, and gives an error without a place the place `place`.
  package static func placed<Value>(
    at place: Place, _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try body() } catch { throw error.at(place) }
  }

  /// Returns `value`, and prefixes an error with its subject, as in `iris.csv: row 3 is too long`, without a place.
  package static func about<Value>(
    _ subject: String, _ value: @autoclosure () throws(Diagnostic) -> Value,
    as kind: Kind = .invalid
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try value() } catch {
      throw Diagnostic(kind, "\(subject): \(error.message)")
    }
  }
}
