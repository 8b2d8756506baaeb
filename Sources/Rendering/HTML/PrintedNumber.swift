/// The parts of a printed number.
enum PrintedNumber {
  /// The digits, and the exponent of the power of ten in plain digits: `1.3` and `−9` of `1.3 × 10⁻⁹`.
  static func parts(_ printed: String) -> (digits: String, power: String?) {
    let scalars = printed.unicodeScalars
    guard let space = scalars.firstIndex(of: " ") else { return (printed, nil) }
    var power = ""
    for scalar in scalars[space...] {
      switch scalar {
      case "⁻": power += "−"
      case "¹": power += "1"
      case "²": power += "2"
      case "³": power += "3"
      case "⁰", "⁴"..."⁹": power += "\(scalar.value - 0x2070)"
      default: break
      }
    }
    return power.isEmpty ? (printed, nil) : (String(scalars[..<space]), power)
  }
}
