import Learning
import Text

/// Draws the surest mistakes of a network that looks at images.
package struct MistakePictures {
  private let data: DataSet
  private let style: Style

  package init(_ data: DataSet, _ style: Style) {
    self.data = data
    self.style = style
  }

  /// Up to `most` pictures side by side, under each what it is and what it was taken for; nothing where there are no images.
  package func lines(_ evaluation: Evaluation, most: Int) -> [String] {
    guard data.isOfImages, case .classes(_, let mistakes) = evaluation.detail, !mistakes.isEmpty
    else { return [] }
    let white = data.white ?? data.features.max() ?? 1
    let names = data.classNames
    let shown = mistakes.prefix(most)
    return ImageText.sideBySide(
      shown.map { Picture(data, row: $0.row, white: white).lines(style) },
      captions: shown.map {
        "\(names[$0.actual].escaped), taken for \(names[$0.predicted].escaped)"
      }, width: style.width)
  }
}
