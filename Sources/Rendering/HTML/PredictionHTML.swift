import Autodiff
import Learning
import Text

/// Writes the prediction of a network for one sample: the class and the probability of each, the numbers, or the sample as it
/// is reproduced.
package struct PredictionHTML {
  private let outputs: [Double]
  private let data: DataSet
  private let seen: Tensor?
  private let format: NumberFormat

  /// - Parameters:
  ///   - data: the data that the network was trained on, which have the names.
  ///   - seen: the image that the network was given.
  package init(_ outputs: [Double], _ data: DataSet, seen: Tensor? = nil, _ style: Style) {
    self.outputs = outputs
    self.data = data
    self.seen = seen
    format = NumberFormat(decimals: style.digits ?? 4, unicode: true)
  }

  package var html: String {
    var html = HTMLWriter()
    if let seen { ImageSVG.write(seen, to: &html) }
    if data.reproduces, let seen {
      // No pixel is darker than black.
      ImageSVG.write(Tensor(seen.shape, outputs.map { max($0, 0) }), to: &html)
      return html.text
    }
    switch data.targets {
    case .numbers(_, let names): writeNumbers(named: names, to: &html)
    case .features: writeNumbers(named: data.featureNames, to: &html)
    case .classes(_, let names):
      let prediction = Prediction(outputs[...])
      html.mark("<p class=\"said\">")
      html.say(names[prediction.label] + ", with " + percentage(prediction.probability))
      html.mark("</p><table class=\"numbers\"><tbody>")
      for (label, share) in prediction.probabilities.enumerated() {
        row(
          names[label], percentage(share), share: share, isBest: label == prediction.label,
          to: &html)
      }
    case .none: html.mark("<table><tbody>")
    }
    html.mark("</tbody></table>")
    return html.text
  }

  private func writeNumbers(named names: [String], to html: inout HTMLWriter) {
    html.mark("<table class=\"numbers\"><tbody>")
    for (name, value) in zip(names, outputs) {
      row(name, format.print(value).text, share: nil, isBest: false, to: &html)
    }
  }

  private func row(
    _ name: String, _ value: String, share: Double?, isBest: Bool, to html: inout HTMLWriter
  ) {
    html.mark(isBest ? "<tr class=\"best\"><th scope=\"row\">" : "<tr><th scope=\"row\">")
    html.say(name)
    html.mark("</th><td>")
    html.say(value)
    html.mark("</td>")
    if let share {
      html.mark(
        "<td><svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 100 8\"><rect height=\"8\"")
      html.attribute("width", SVG.coordinate(share.isFinite ? 100 * share : 0))
      html.mark("/></svg></td>")
    }
    html.mark("</tr>")
  }
}
