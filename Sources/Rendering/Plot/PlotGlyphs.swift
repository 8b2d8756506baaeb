/// The characters of a picture: one column each, except the texts.
struct PlotGlyphs {
  let vertical: Unicode.Scalar
  let horizontal: Unicode.Scalar
  let corner: Unicode.Scalar
  let yTick: Unicode.Scalar
  let xTick: Unicode.Scalar

  /// The current point.
  let present: Unicode.Scalar

  /// An isolated point of a curve.
  let lonePoint: Unicode.Scalar

  /// Something beyond an edge.
  let beyondLeft: Unicode.Scalar
  let beyondRight: Unicode.Scalar
  let beyondTop: Unicode.Scalar
  let beyondBottom: Unicode.Scalar

  /// The marks that distinguish several series, in order; they repeat after the last.
  let seriesMarks: [Unicode.Scalar]

  /// The beginning of several paths.
  let start: Unicode.Scalar

  /// The characters that fill regions: up to twelve of them, of which the first few are shades.
  let fills: [Unicode.Scalar]

  /// The marks of the samples of each class, for few classes; for more, letters mark them.
  let classMarks: [(right: Unicode.Scalar, wrong: Unicode.Scalar)]

  /// A sample above a surface, and one below.
  let above: Unicode.Scalar
  let below: Unicode.Scalar

  /// A short piece of the tangent, for the legend.
  let tangentSample: String

  let minus: String
  let ellipsis: String
  let approximately: String
  let infinity: String

  /// Whether lines are made of braille dots, and text may be any Unicode.
  let isUnicode: Bool

  static let unicode = PlotGlyphs(
    vertical: "│", horizontal: "─", corner: "└", yTick: "┤", xTick: "┬",
    present: "●", lonePoint: "•",
    beyondLeft: "◀", beyondRight: "▶", beyondTop: "▲", beyondBottom: "▼",
    seriesMarks: ["○", "△", "□", "◇", "▽", "+", "×", "◎"],
    start: "◆", fills: [" ", "░", "▒", "▓", "█", "·", ":", "-", "=", "~", "/", "%"],
    classMarks: [("○", "●"), ("△", "▲"), ("□", "■"), ("◇", "◆"), ("▽", "▼")],
    above: "+", below: "−",
    tangentSample: "⠠⠐⠈",
    minus: "−", ellipsis: "…", approximately: "≈", infinity: "∞", isUnicode: true)

  static let ascii = PlotGlyphs(
    vertical: "|", horizontal: "-", corner: "+", yTick: "+", xTick: "+",
    present: "@", lonePoint: "*",
    beyondLeft: "<", beyondRight: ">", beyondTop: "^", beyondBottom: "v",
    seriesMarks: ["*", "+", "o", "x", "#", "%", "=", "&"],
    start: "$", fills: [" ", ".", ":", "+", "#", "-", "=", "~", "/", "%", "'", "*"],
    classMarks: [], above: "^", below: "v",
    tangentSample: "...",
    minus: "-", ellipsis: "...", approximately: "~", infinity: "inf", isUnicode: false)

  /// The end of a number in scientific form: ` × 10⁻⁹` or `e-9`.
  func timesTen(toThe exponent: Int) -> String {
    isUnicode ? " × " + powerOfTen(exponent) : "e\(exponent)"
  }

  /// `10⁻⁹` or `1e-9`.
  func powerOfTen(_ exponent: Int) -> String {
    guard isUnicode else { return "1e\(exponent)" }
    let superscripts: [Unicode.Scalar] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    var text = exponent < 0 ? "10⁻" : "10"
    for digit in exponent.magnitude.description.utf8 {
      text.unicodeScalars.append(superscripts[Int(digit) - 48])
    }
    return text
  }
}
