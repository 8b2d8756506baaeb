import Learning
import LessonLanguage

/// Draws the losses of a training run over its epochs.
package struct CurvesText {
  private let style: Style

  package init(_ style: Style) { self.style = style }

  /// Training and validation loss in one picture; empty for a single epoch.
  package func lines(_ history: [EpochResult]) -> [String] {
    guard history.count > 1 else { return [] }
    return TerminalPlot(width: style.width, height: 12, unicode: style.unicode)
      .lines(of: Self.plot(history))
  }

  /// The curves of the losses.
  static func plot(_ history: [EpochResult]) -> Plot {
    func points(_ value: (EpochResult) -> Double?) -> [Plot.Point] {
      history.compactMap { result in
        value(result).map { Plot.Point(x: Double(result.epoch), y: $0) }
      }
    }
    let validation = points { $0.validation?.loss }
    return Plot(
      xLabel: "epoch", yLabel: validation.isEmpty ? "training loss" : "",
      series: [Plot.Series(name: "training loss", points: points { $0.training.loss })]
        + (validation.isEmpty ? [] : [Plot.Series(name: "validation loss", points: validation)]))
  }
}

extension Style {
  /// A text in lines of the style's width.
  package func wrapped(_ text: String) -> [String] {
    Wrapping.prose(text, width: width, first: "", indent: "")
  }
}
