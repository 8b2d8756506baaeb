import Autodiff
import Text

extension DataSet {
  /// Returns the samples as a model expects them: with the features of these columns, in this order.
  ///
  /// Other columns are dropped, and a missing one is an error. A category that only the data have is 0 in every feature; a
  /// feature that only the model has is 0. If the data or the model have no columns, as for images, the samples are unchanged.
  package func selecting(_ wanted: [FeatureColumn]) throws(Diagnostic) -> DataSet {
    guard !wanted.isEmpty, !columns.isEmpty, wanted != columns else { return self }
    let places = try Self.positions(of: wanted.map { $0.name }, among: columns.map { $0.name })
    let table = values.table(columns)
    return with(
      try zip(wanted, places).map { (column, place) throws(Diagnostic) in
        if let chosen = table[place].selected(as: column) { return chosen }
        let (own, other) =
          column.kind == .number ? ("words", "numbers") : ("numbers", "words")
        throw Diagnostic(
          "\(column.name.quoted) holds \(own), and the model takes \(other) there")
      })
  }

  /// Returns the position of each feature of a model among the columns of a table; the first, if a name occurs more than once.
  static func positions(of names: [String], among columns: [String]) throws(Diagnostic) -> [Int] {
    let positions = columns.positions
    var found: [Int] = []
    for name in names {
      guard let position = positions[name] else {
        let hint = NearestName.suggestion(for: name, among: columns)
        throw Diagnostic(
          "the data have no feature \(name.quoted)"
            + (hint.map { "; the nearest name is \($0.quoted)" } ?? ""))
      }
      found.append(position)
    }
    return found
  }

  /// Returns the rows of a table as images of a shape; throws if they are not as many numbers, or if some are missing.
  package func asImages(of shape: Shape) throws(Diagnostic) -> DataSet {
    for column in columns {
      guard column.kind == .number else {
        throw Diagnostic("\(column.name.quoted) holds words, and an image is made of numbers")
      }
      guard !column.hasGaps else {
        throw Diagnostic("\(column.name.quoted) has missing values, and an image has none")
      }
    }
    guard shape.count == featureCount else {
      throw Diagnostic(
        "an image of the shape \(shape) has \(shape.count) numbers, and a row has \(featureCount.counting("feature"))"
      )
    }
    return reshaped(to: shape)
  }

  /// Returns the images scaled to another value of a white pixel: values 0 … 1 become 0 … 16 for a model trained on these.
  package func rescaled(toWhite white: Double) -> DataSet {
    guard let own = self.white, own != white else { return self }
    var data = with(features: features.map { $0 / own * white })
    data.white = white
    return data
  }
}
