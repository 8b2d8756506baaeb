import Learning
import LessonLanguage
import Text

/// Draws the curves of a training run as a separate picture: losses above, accuracies below.
package struct CurvesSVG {
  private let history: [EpochResult]

  package init(_ history: [EpochResult]) { self.history = history }

  private static let width = 720.0
  private static let height = 300.0
  private static let left = 70.0
  private static let right = 20.0
  private static let top = 40.0
  private static let bottom = 50.0

  /// The picture, well-formed XML.
  package var text: String {
    let losses = CurvesText.plot(history)
    let panels = [("loss", losses.series)] + (accuracies.isEmpty ? [] : [("accuracy", accuracies)])
    let height = Self.height * Double(panels.count)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(SVG.coordinate(Self.width)) "
        + "\(SVG.coordinate(height))\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">",
      "<title>Training over \(counted(history.count, "epoch"))</title>", "<desc>\(summary)</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
    ]
    for (position, panel) in panels.enumerated() {
      lines.append(
        "<g transform=\"translate(0 \(SVG.coordinate(Self.height * Double(position))))\">")
      lines += self.panel(panel.0, panel.1)
      lines.append("</g>")
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private var accuracies: [Plot.Series] {
    func series(_ name: String, _ value: (EpochResult) -> Double?) -> Plot.Series? {
      let points = history.compactMap { result in
        value(result).map { Plot.Point(x: Double(result.epoch), y: $0) }
      }
      return points.isEmpty ? nil : Plot.Series(name: name, points: points)
    }
    return [
      series("training accuracy") { $0.training.accuracy },
      series("validation accuracy") { $0.validation?.accuracy },
    ].compactMap { $0 }
  }

  private var summary: String {
    guard let last = history.last else { return "no epochs" }
    let format = NumberFormat(decimals: 4, unicode: true)
    let validation = last.validation.map { ", validation loss \(format.print($0.loss).text)" }
    return "After epoch \(last.epoch): training loss \(format.print(last.training.loss).text)"
      + (validation ?? "")
  }

  private func panel(_ name: String, _ series: [Plot.Series]) -> [String] {
    let values = series.flatMap { $0.points.map { $0.y } }.filter { $0.isFinite }
    let highest = values.max() ?? 1
    let lowest = min(values.min() ?? 0, 0)
    let vertical = PlotInterval(from: lowest, to: highest > lowest ? highest : lowest + 1)
      .stretchedToTicks(atMost: 6, margin: 0.2)
    let horizontal = PlotInterval(from: 0, to: Double(max(history.count, 1)))
    let frame = Frame(x: horizontal, y: vertical)
    var lines: [String] = []
    let yTicks = AxisTicks(in: vertical, atMost: 6)
    for (tick, label) in zip(yTicks.ticks, yTicks.labels(.unicode)) {
      let y = SVG.coordinate(frame.y(tick.value))
      lines.append(
        "<path d=\"M\(SVG.coordinate(Self.left)) \(y)H\(SVG.coordinate(Self.width - Self.right))\" stroke=\"#dddddd\"/>"
      )
      lines.append(
        "<text x=\"\(SVG.coordinate(Self.left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(label)</text>"
      )
    }
    let xTicks = AxisTicks(in: horizontal, atMost: 10, wholeNumbers: true)
    for (tick, label) in zip(xTicks.ticks, xTicks.labels(.unicode)) {
      lines.append(
        "<text x=\"\(SVG.coordinate(frame.x(tick.value)))\" y=\"\(SVG.coordinate(Self.height - Self.bottom + 20))\" "
          + "text-anchor=\"middle\">\(label)</text>")
    }
    lines.append(
      "<text x=\"\(SVG.coordinate(Self.width - Self.right))\" y=\"\(SVG.coordinate(Self.height - 12))\" "
        + "text-anchor=\"end\">epoch</text>")
    for (position, series) in series.enumerated() {
      let (color, dashes) = Self.strokes[position % Self.strokes.count]
      lines.append(
        "<path d=\"\(path(series.points, frame))\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\""
          + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"") + "/>")
      let x = Self.left + 10 + 220 * Double(position)
      lines.append(
        "<path d=\"M\(SVG.coordinate(x)) 20h30\" stroke=\"\(color)\" stroke-width=\"2\""
          + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"") + "/>")
      lines.append("<text x=\"\(SVG.coordinate(x + 36))\" y=\"24\">\(series.name)</text>")
    }
    return lines
  }

  private static let strokes = [("#1b5faa", ""), ("#c4500a", "6 4")]

  /// A line through the points, interrupted at those that are not finite.
  private func path(_ points: [Plot.Point], _ frame: Frame) -> String {
    var text = ""
    var isDown = false
    for point in points {
      guard point.y.isFinite else {
        isDown = false
        continue
      }
      text +=
        (isDown ? "L" : "M")
        + "\(SVG.coordinate(frame.x(point.x))) \(SVG.coordinate(frame.y(point.y)))"
      isDown = true
    }
    return text
  }

  /// Maps numbers to positions in a panel.
  private struct Frame {
    let x: PlotInterval
    let y: PlotInterval

    func x(_ value: Double) -> Double {
      CurvesSVG.left + x.fraction(of: value) * (CurvesSVG.width - CurvesSVG.left - CurvesSVG.right)
    }

    func y(_ value: Double) -> Double {
      let room = CurvesSVG.height - CurvesSVG.top - CurvesSVG.bottom
      return CurvesSVG.top + (1 - y.fraction(of: value)) * room
    }
  }
}
