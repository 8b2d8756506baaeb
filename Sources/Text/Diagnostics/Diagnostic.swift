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

/// Why something cannot be done: a sentence, and where the mistake stands if that is known.
package struct Diagnostic: Error, Sendable, Equatable {
  package let place: Place?
  /// One sentence without a final period. Text of a file or of the user in it is quoted.
  package let message: String

  package init(_ message: String) {
    place = nil
    self.message = message
  }

  package init(_ place: Place, _ message: String) {
    self.place = place
    self.message = message
  }

  /// The same with a place, unless it has one.
  package func at(_ place: Place) -> Diagnostic { Diagnostic(self.place ?? place, message) }
}
