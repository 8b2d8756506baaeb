/// The content of `plot encode(net, digits)`: samples as points, marked by their classes.
package struct ScatterPicture: Sendable, Equatable {
  package struct Sample: Sendable, Equatable {
    package let point: Plot.Point
    /// An index into the names of the classes; 0 if there are none.
    package let label: Int

    package init(point: Plot.Point, label: Int) {
      self.point = point
      self.label = label
    }
  }

  /// What the points are: `encode(net, digits)`.
  package let title: String
  /// The names of the two numbers.
  package let xName: String
  package let yName: String
  /// Empty if the samples have no classes.
  package let classes: [String]
  /// The samples that are drawn: all of them if there are few, else about 600 at equal distances.
  package let samples: [Sample]
  /// The number of all samples, of each class or in all.
  package let counts: [Int]

  package var count: Int { counts.reduce(0, +) }

  /// - Parameters:
  ///   - points: two numbers for each sample, one sample after the other.
  ///   - labels: the class of each sample; empty if the samples have no classes.
  package init(
    title: String, xName: String, yName: String, points: [Double], labels: [Int],
    classes: [String]
  ) {
    let count = points.count / 2
    precondition(labels.isEmpty || labels.count == count, "a class for each sample")
    self.title = title
    self.xName = xName
    self.yName = yName
    self.classes = classes
    let step = max(1, (count + 300) / 600)
    samples = stride(from: 0, to: count, by: step).map { row in
      Sample(
        point: Plot.Point(x: points[2 * row], y: points[2 * row + 1]),
        label: labels.isEmpty ? 0 : labels[row])
    }
    var counts = [Int](repeating: 0, count: max(classes.count, 1))
    if labels.isEmpty { counts[0] = count }
    for label in labels { counts[label] += 1 }
    self.counts = counts
  }
}
