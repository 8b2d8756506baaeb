import Learning
import Text

/// Draws images beside what a network makes of them.
package enum ReproductionPictures {
  private static let most = 3

  /// The first of some images, each beside its reproduction; empty unless the samples are images that are to be reproduced.
  /// - Parameter reproduce: returns the outputs of the network for some of the samples, in their own units.
  package static func lines(
    of data: DataSet, rows: [Int], _ style: Style,
    reproduce: (DataSet) throws(Diagnostic) -> [Double]
  ) throws(Diagnostic) -> [String] {
    guard data.reproduces, data.isOfImages, !rows.isEmpty else { return [] }
    let shown = Array(rows.prefix(most))
    let originals = data.rows(shown)
    let reproduced = originals.with(features: try reproduce(originals))
    let white = data.white ?? data.features.max() ?? 1
    let pairs = shown.indices.map { row in
      let right = Picture(reproduced, row: row, white: white > 0 ? white : 1).lines(style)
      let left = Picture(originals, row: row, white: white > 0 ? white : 1).lines(style)
      return zip(left, right).map { $0 + " \(style.bar) " + $1 }
    }
    return ImageText.sideBySide(
      pairs, captions: shown.map { "\(name(of: $0, data)), and reproduced" }, width: style.width)
  }

  private static func name(of row: Int, _ data: DataSet) -> String {
    let sample =
      row < data.sampleNames.count ? data.sampleNames[row].escaped : "image \(row + 1)"
    guard case .classes(let labels, let names) = data.targets.given else { return sample }
    return "\(sample): \(names[labels[row]].escaped)"
  }
}
