import Autodiff
import Text

extension DataSet {
  /// The samples as a model expects them: the features of these names, in this order.
  ///
  /// Columns that the model does not know are left out, and one that is missing is an error. Where either side has no names, as
  /// images have none, the samples stay as they are.
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

  /// Where the features of a model are among the columns of a table; of columns with one name the first counts.
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

  /// The images with another value for a white pixel: those of a file with 0 … 1 for a model that learned from 0 … 16.
  package func rescaled(toWhite white: Double) -> DataSet {
    guard let own = self.white, own != white else { return self }
    var data = self
    data.features = features.map { $0 / own * white }
    data.white = white
    return data
  }
}
