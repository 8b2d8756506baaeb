/// Where bold and dim type begin and end in a text: characters that Unicode reserves for use inside a program, so that no code
/// for a terminal is made before the text is written to one. Text from outside is `escaped` and contains none.
package enum TypeMark: UInt32, Sendable {
  case bold = 0xFDD0
  case dim = 0xFDD1
  case plain = 0xFDD2

  package init?(_ scalar: Unicode.Scalar) { self.init(rawValue: scalar.value) }

  /// `text` from this mark to `plain`.
  func mark(_ text: String) -> String {
    var marked = String.UnicodeScalarView()
    marked.append(scalar)
    marked.append(contentsOf: text.unicodeScalars)
    marked.append(TypeMark.plain.scalar)
    return String(marked)
  }

  private var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) ?? " " }
}
