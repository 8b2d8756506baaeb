/// A whole number with commas between thousands: 1,797.
func grouped(_ number: Int) -> String {
  let digits = Array("\(number.magnitude)")
  var text = number < 0 ? "-" : ""
  for (position, digit) in digits.enumerated() {
    if position > 0 && (digits.count - position) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// The number and its noun: 1 image, 2,000 images.
func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
  "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// A share as a percentage with one decimal: 97.0 %; of what is no number, that.
func percentage(_ share: Double) -> String {
  guard share.isFinite else { return "nan %" }
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}
