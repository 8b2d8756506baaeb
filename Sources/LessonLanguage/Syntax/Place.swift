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
  func joined(to end: Place) -> Place {
    guard end.line == line else { return self }
    return Place(line: line, column: column, length: end.column + end.length - column)
  }
}

/// What is wrong with a program, and where.
package struct Diagnostic: Error, Sendable, Equatable {
  package let place: Place
  package let message: String

  package init(_ place: Place, _ message: String) {
    self.place = place
    self.message = message
  }
}
