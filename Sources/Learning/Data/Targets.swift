import Autodiff
import Text

/// The targets of a data set's samples.
package enum Targets: Sendable, Equatable {
  /// None: the samples are to be predicted.
  case none
  /// The class of each sample, as an index into the names.
  case classes([Int], names: [String])
  /// Numbers, row-major, one column for each name.
  case numbers([Double], names: [String])
  /// Each sample itself, which a network learns to reproduce: `width` scaled features. The targets that the data came with
  /// are set aside; nothing is learned from them, and pictures mark the samples with their classes.
  indirect case features(width: Int, aside: Targets)

  /// The targets that the data came with.
  package var given: Targets {
    if case .features(_, let aside) = self { return aside }
    return self
  }

  /// The number of classes or of columns of numbers: the width of an output layer.
  package var width: Int {
    switch self {
    case .none: 0
    case .classes(_, let names), .numbers(_, let names): names.count
    case .features(let width, _): width
    }
  }

  /// Returns the targets of some samples, in this order.
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
    case .features(let width, let aside): return .features(width: width, aside: aside.rows(rows))
    }
  }

  /// The number of samples of each class; empty if the targets are not classes.
  package var classCounts: [Int] {
    guard case .classes(let labels, let names) = self else { return [] }
    var counts = [Int](repeating: 0, count: names.count)
    for label in labels { counts[label] += 1 }
    return counts
  }

  /// Returns the classes as indices into another list of names, such as a trained model's.
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

  // MARK: The number of classes

  /// The largest number of classes. A network has an output for each, so memory grows with samples times classes.
  static let mostClasses = 1_000
  /// The largest number of classes that may have a single sample each; more classes need two samples each on average.
  static let fewClasses = 20

  /// Returns the targets of labels and their names; throws if there are too many classes.
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

  /// Throws if the classes have too few samples to learn from.
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
  /// The names in quotes; the first ten if there are more.
  var listed: String {
    let shown = prefix(10).map { $0.excerpt }.joined(separator: ", ")
    return count > 10 ? shown + " and \(count - 10) more" : shown
  }

  /// The first position of each name.
  var positions: [String: Int] {
    var positions: [String: Int] = [:]
    for (position, name) in enumerated() where positions[name] == nil { positions[name] = position }
    return positions
  }
}
