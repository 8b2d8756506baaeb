import Learning
import Text

/// Writes the weights of classes as part of a loss's formula.
struct ClassWeightsText {
  private let classes: [ClassWeighting.Named]
  private let style: Style
  private static let most = 10

  init(_ classes: [ClassWeighting.Named], _ style: Style) {
    self.classes = classes
    self.style = style
  }

  /// For example "Σ w · l / Σ w, with w = 0.5 for 'no' and 2.5 for 'yes'".
  var formula: String {
    let sum = style.unicode ? "Σ" : "sum"
    let format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
    var parts = classes.prefix(Self.most).map {
      "\(format.print($0.weight).text) for '\($0.name.escaped)'"
    }
    if classes.count > Self.most { parts.append("\(classes.count - Self.most) more") }
    return "\(sum) w \(style.times) l / \(sum) w, with w = \(parts.list("and"))"
  }
}
