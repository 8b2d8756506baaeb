import Autodiff
import Learning
import LessonLanguage
import Lessons
import Text

/// Writes the steps of a lesson, one per line, with the current one marked.
struct ListText {
  private let stops: [ListedStop]
  private let style: Style

  init(_ stops: [ListedStop], _ style: Style) {
    self.stops = stops
    self.style = style
  }

  var lines: [String] {
    if stops.isEmpty { return ["  no step yet"] }
    let digits = "\(stops.count)".count
    return stops.flatMap { stop -> [String] in
      let headings = stop.headings.map { style.bold("  " + Inline.text($0.escaped, style: nil)) }
      let mark = stop.isPresent ? style.present : " "
      let number = "\(stop.number)"
      let lead = "  \(mark) " + TextColumns.spaces(digits - number.count) + number + "  "
      let text =
        stop.isStatement ? stop.text.escaped : Inline.text(stop.text.escaped, style: nil)
      let room = style.width - TextColumns.width(lead)
      let line = lead + TextColumns.fitted(text, to: room, style.unicode ? .unicode : .ascii)
      return headings + [stop.isPresent ? style.bold(line) : line]
    }
  }
}

/// Writes the values that a what-if can change.
struct SettableText {
  private let values: [SettableValue]
  private let style: Style

  init(_ values: [SettableValue], _ style: Style) {
    self.values = values
    self.style = style
  }

  var lines: [String] {
    if values.isEmpty { return ["  nothing to set yet"] }
    let width = values.map { TextColumns.width($0.name) }.max() ?? 0
    return values.map { value in
      TextColumns.trimmed(
        "  set " + TextColumns.padded(value.name.escaped, to: width) + " = " + text(value.value)
          + "   " + style.dim(remark(value)))
    }
  }

  private func text(_ value: Tensor) -> String {
    guard let number = value.number else { return "[\(style.ellipsis)]" }
    return NumberFormat(decimals: 4, unicode: style.unicode).print(number).text
  }

  private func remark(_ value: SettableValue) -> String {
    if let slider = value.slider {
      let format = NumberFormat(decimals: 4, unicode: style.unicode)
      return "from \(format.print(slider.from).text) to \(format.print(slider.to).text)"
        + (value.step.map { "; defined in step \($0)" } ?? "")
    }
    let shape = value.value.shape
    if shape.rank > 0 {
      return
        "an element, as \(value.name.escaped)[\(shape.sizes.map { _ in "0" }.joined(separator: ", "))]"
    }
    return value.isParameter ? "a parameter: changes at this point" : ""
  }
}
