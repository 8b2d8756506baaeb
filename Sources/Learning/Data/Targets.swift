import Autodiff
import Text

/// What a data set says is right for each of its samples.
package enum Targets: Sendable, Equatable {
  /// Nothing: samples to predict.
  case none
  /// The class of each sample, as a position in the names.
  case classes([Int], names: [String])
  /// Numbers, row-major, one column for each name.
  case numbers([Double], names: [String])

  /// How many classes or columns of numbers there are: the width of an output layer.
  package var width: Int {
    switch self {
    case .none: 0
    case .classes(_, let names), .numbers(_, let names): names.count
    }
  }

  /// The targets of some samples, in that order.
  package func rows(_ rows: [Int]) -> Targets {
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
  package var classCounts: [Int] {
    guard case .classes(let labels, let names) = self else { return [] }
    var counts = [Int](repeating: 0, count: names.count)
    for label in labels { counts[label] += 1 }
    return counts
  }

  /// The classes as positions in another list of names, as that of a trained model.
  package func classes(among known: [String]) throws(Diagnostic) -> Targets {
    guard case .classes(let labels, let names) = self, names != known else { return self }
    let places = known.positions
    var positions: [Int] = []
    for name in names {
      guard let position = places[name] else {
        throw Diagnostic("there is no class \(name.excerpt) among \(known.listed)")
      }
      positions.append(position)
    }
    return .classes(labels.map { positions[$0] }, names: known)
  }

  // MARK: How many classes

  /// The most classes of a data set. A network has an output for each, so that memory grows with samples times classes.
  static let mostClasses = 1_000
  /// Up to this many classes may have a sample each; beyond, each needs two on average.
  static let fewClasses = 20

  /// The targets that labels and their names make, unless the classes are too many.
  static func classes(
    _ labels: [Int], named names: [String], of column: String
  ) throws(Diagnostic) -> Targets {
    guard names.count <= mostClasses else {
      throw Diagnostic(
        "\(column.quoted) has \(names.count) different values, \(names[0].excerpt) and \(names[1].excerpt) among "
          + "them, and classes can be at most \(mostClasses): choose another target, or make it numbers"
      )
    }
    return .classes(labels, names: names)
  }

  /// Refuses classes that have too few samples to learn them from.
  func checkClassSizes(of column: String) throws(Diagnostic) {
    guard case .classes(let labels, let names) = self, names.count > Self.fewClasses,
      names.count * 2 > labels.count
    else { return }
    throw Diagnostic(
      "\(column.quoted) names \(names.count) classes in \(labels.count) samples, too few of each to learn from: "
        + "choose another target, or make it numbers")
  }
}

extension [String] {
  /// The names in quotes, or the first ten of more.
  var listed: String {
    let shown = prefix(10).map { $0.excerpt }.joined(separator: ", ")
    return count > 10 ? shown + " and \(count - 10) more" : shown
  }

  /// Where each name stands first.
  var positions: [String: Int] {
    var positions: [String: Int] = [:]
    for (position, name) in enumerated() where positions[name] == nil { positions[name] = position }
    return positions
  }
}
