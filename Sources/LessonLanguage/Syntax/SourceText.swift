import Text

/// The text of a program or lesson: valid UTF-8 without a byte-order mark, with lines ended by "\n".
package struct SourceText: Sendable {
  package let text: String

  package static let largest = 1 << 20

  package init(_ text: String) { self.text = text }

  /// Reads bytes as UTF-8, dropping a byte-order mark and converting CRLF and CR to LF.
  ///
  /// Throws with the place for invalid UTF-8, or for more than a megabyte.
  package init(bytes: [UInt8]) throws(Diagnostic) {
    guard bytes.count <= Self.largest else {
      throw Diagnostic(
        Place(line: 1, column: 1), "the text has \(bytes.count) bytes; the limit is \(Self.largest)"
      )
    }
    var scalars = String.UnicodeScalarView()
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    var column = 1
    var position = 0
    var isAfterReturn = false
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        position += UTF8.width(scalar)
        let isBreak = scalar == "\r" || scalar == "\n"
        if scalar == "\u{FEFF}" && line == 1 && column == 1 && scalars.isEmpty { continue }
        if !(scalar == "\n" && isAfterReturn) {
          scalars.append(isBreak ? "\n" : scalar)
          line += isBreak ? 1 : 0
          column = isBreak ? 1 : column + 1
        }
        isAfterReturn = scalar == "\r"
      case .emptyInput:
        break decoding
      case .error:
        throw Diagnostic(
          Place(line: line, column: column),
          "the text is not valid UTF-8 from here on, byte \(position + 1) of the file; save it as UTF-8"
        )
      }
    }
    text = String(scalars)
  }

  /// The lines, without their ends.
  package var lines: [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }
}
