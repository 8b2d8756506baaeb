extension String {
  /// The text in ASCII: mathematical and typographic signs in their usual spelling, other characters as codes. The marks of
  /// bold and dim type are kept.
  var inASCII: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isASCII || TypeMark(scalar) != nil {
        result.unicodeScalars.append(scalar)
      } else {
        result += spelling(of: scalar)
      }
    }
    return result
  }

  private func spelling(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "−", "–", "‑": "-"
    case "—": "--"
    case "×", "·", "⋅": "*"
    case "½": "1/2"
    case "²": "^2"
    case "³": "^3"
    case "′", "’", "‘": "'"
    case "″", "“", "”": "\""
    case "…": "..."
    case "→": "->"
    case "←": "<-"
    case "≈": "~"
    case "≤": "<="
    case "≥": ">="
    case "≠": "!="
    case "\u{A0}": " "
    default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }
}
