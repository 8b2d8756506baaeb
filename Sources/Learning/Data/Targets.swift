import Autodiff

/// What a data set says is right for each of its samples.
public enum Targets: Sendable, Equatable {
  /// Nothing: samples to predict.
  case none
  /// The class of each sample, as a position in the names.
  case classes([Int], names: [String])
  /// Numbers, row-major, one column for each name.
  case numbers([Double], names: [String])

  /// How many classes or columns of numbers there are: the width of an output layer.
  public var width: Int {
    switch self {
    case .none: 0
    case .classes(_, let names), .numbers(_, let names): names.count
    }
  }

  /// The targets of some samples, in that order.
  public func rows(_ rows: [Int]) -> Targets {
    switch self {
    case .none: return .none
    case .classes(let labels, let names):
      return .classes(rows.map { labels[$0] }, names: names)
    case .numbers(let values, let names):
      var chosen: [Double] = []
      chosen.reserveCapacity(rows.count * names.count)
      for row in rows { chosen += values[row * names.count..<(row + 1) * names.count] }
      return .numbers(chosen, names: names)
    }
  }

  /// How many samples each class has; empty where the targets are no classes.
  public var classCounts: [Int] {
    guard case .classes(let labels, let names) = self else { return [] }
    var counts = [Int](repeating: 0, count: names.count)
    for label in labels { counts[label] += 1 }
    return counts
  }

  /// The classes as positions in another list of names, as that of a trained model.
  public func classes(among known: [String]) throws(DataError) -> Targets {
    guard case .classes(let labels, let names) = self, names != known else { return self }
    var positions: [Int] = []
    for name in names {
      guard let position = known.firstIndex(of: name) else {
        throw DataError(
          "there is no class \(name.quoted) among "
            + known.map { $0.quoted }.joined(separator: ", "))
      }
      positions.append(position)
    }
    return .classes(labels.map { positions[$0] }, names: known)
  }
}
