import Autodiff
import Text

extension DataSet {
  /// Returns the samples as a model expects them: with the features of these names, in this order.
  ///
  /// Other columns are dropped, and a missing one is an error. If the data or the model have no feature names, as for images,
  /// the samples are unchanged.
  package func selecting(_ names: [String]) throws(Diagnostic) -> DataSet {
    guard !names.isEmpty, !featureNames.isEmpty, names != featureNames else { return self }
    let columns = try Self.positions(of: names, among: featureNames)
    var data = self
    data.features = []
    data.features.reserveCapacity(count * columns.count)
    for row in 0..<count {
      for column in columns { data.features.append(features[row * featureCount + column]) }
    }
    data.sampleShape = Shape([names.count])
    data.featureNames = names
    return data
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

  /// Returns the images scaled to another value of a white pixel: values 0 … 1 become 0 … 16 for a model trained on these.
  package func rescaled(toWhite white: Double) -> DataSet {
    guard let own = self.white, own != white else { return self }
    var data = self
    data.features = features.map { $0 / own * white }
    data.white = white
    return data
  }
}
