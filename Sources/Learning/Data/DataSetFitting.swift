import Autodiff

extension DataSet {
  /// The samples as a model expects them: the features of these names, in this order.
  ///
  /// Columns that the model does not know are left out, and one that is missing is an error. Where either side has no names, as
  /// images have none, the samples stay as they are.
  public func selecting(_ names: [String]) throws(DataError) -> DataSet {
    guard !names.isEmpty, !featureNames.isEmpty, names != featureNames else { return self }
    var columns: [Int] = []
    for name in names {
      guard let column = featureNames.firstIndex(of: name) else {
        let hint = NearestName.suggestion(for: name, among: featureNames)
        throw DataError(
          "the data have no feature \(name.quoted)"
            + (hint.map { "; the nearest name is \($0.quoted)" } ?? ""))
      }
      columns.append(column)
    }
    var chosen: [Double] = []
    chosen.reserveCapacity(count * columns.count)
    for row in 0..<count {
      for column in columns { chosen.append(features[row * featureCount + column]) }
    }
    return DataSet(
      name: name, source: source, sampleShape: Shape([names.count]), features: chosen,
      featureNames: names, targets: targets, targetName: targetName)
  }

  /// The images with another value for a white pixel: those of a file with 0 … 1 for a model that learned from 0 … 16.
  public func rescaled(toWhite white: Double) -> DataSet {
    guard let own = self.white, own != white else { return self }
    return DataSet(
      name: name, source: source, sampleShape: sampleShape,
      features: features.map { $0 / own * white }, featureNames: featureNames, targets: targets,
      targetName: targetName, white: white)
  }
}
