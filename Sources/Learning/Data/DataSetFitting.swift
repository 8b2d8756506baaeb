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
    let starts = columns.starts
    // The feature of the data for each feature of the model; `nil` for 0.
    var sources: [Int?] = []
    for (column, place) in zip(wanted, places) {
      let (own, start) = (columns[place], starts[place])
      switch (column.kind, own.kind) {
      case (.number, .number):
        sources.append(start)
        if column.hasGaps { sources.append(own.hasGaps ? start + 1 : nil) }
      case (.categories(let names), .categories(let known)):
        let positions = known.positions
        sources += names.map { (name) -> Int? in positions[name].map { start + $0 } }
      case (.number, .categories):
        throw Diagnostic("\(column.name.quoted) holds words, and the model takes numbers there")
      case (.categories, .number):
        throw Diagnostic("\(column.name.quoted) holds numbers, and the model takes words there")
      }
    }
    var chosen: [Double] = []
    chosen.reserveCapacity(count * sources.count)
    for row in 0..<count {
      for source in sources { chosen.append(source.map { features[row * featureCount + $0] } ?? 0) }
    }
    return with(chosen, of: wanted)
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
    var data = self
    data.features = features.map { $0 / own * white }
    data.white = white
    return data
  }
}
