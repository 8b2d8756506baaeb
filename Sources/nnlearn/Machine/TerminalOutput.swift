import Rendering
import Text

/// Output to a standard stream: text, or a control sequence.
///
/// Everything that the program shows passes `append`. Orders are made there and nowhere else: text that could steer a terminal
/// or reorder a line is written as `\u{1B}`, wherever it comes from.
enum TerminalOutput: Equatable {
  /// Text in which only line ends, tabs and the marks of `TypeMark` are special.
  case text(String)
  case startOfRow
  /// Erases the row from the cursor to its end.
  case eraseToEnd
  /// Moves the cursor by a number of columns.
  case right(Int)
  /// Clears the window and moves the cursor to the first row.
  case clearWindow

  /// Appends the bytes for the stream.
  ///
  /// - Parameter styles: whether marks become bold and dim type. Otherwise the program makes no marks, and one in a text is
  ///   foreign and escaped.
  func append(to bytes: inout [UInt8], styles: Bool) {
    switch self {
    case .text(let text): Self.append(text, to: &bytes, styles: styles)
    case .startOfRow: bytes.append(UInt8(ascii: "\r"))
    case .eraseToEnd: bytes += Array("\u{1B}[K".utf8)
    case .right(let columns): bytes += Array("\u{1B}[\(columns)C".utf8)
    case .clearWindow: bytes += Array("\u{1B}[H\u{1B}[2J".utf8)
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8], styles: Bool) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    guard bytes[start...].contains(where: mayNeedCare) else { return }
    bytes.removeSubrange(start...)
    for scalar in text.unicodeScalars {
      if styles, let mark = TypeMark(scalar) {
        bytes.append(contentsOf: mark.code.utf8)
      } else if scalar.steersTerminal, scalar != "\n", scalar != "\t" {
        bytes.append(contentsOf: String(scalar).escaped.utf8)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
  }

  /// Whether a byte of UTF-8 can belong to a character that controls a terminal.
  private static func mayNeedCare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"): false
    case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
    default: false
    }
  }
}

extension [TerminalOutput] {
  /// Clears the row and moves the cursor to its first column.
  static let clearRow: [TerminalOutput] = [.startOfRow, .eraseToEnd]
}

extension TypeMark {
  /// The ECMA-48 code for the mark.
  fileprivate var code: String {
    switch self {
    case .bold: "\u{1B}[1m"
    case .dim: "\u{1B}[2m"
    case .plain: "\u{1B}[22m"
    }
  }
}
