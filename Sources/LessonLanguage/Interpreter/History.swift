import Autodiff

/// The values that names had over time, for plotting: numbers and small tensors.
struct History: Sendable {
  /// The unit in which the values of a name are counted.
  enum Unit: String, Sendable {
    /// Anything that changed the value; the first is number 0.
    case step
    /// An epoch of training; the first is number 1.
    case epoch
  }

  /// The memory of a name's next values, valid until a name is forgotten.
  struct Source {
    /// See `slot`.
    let slot: Int
    let elements: UnsafePointer<Double>
    let shape: Shape
  }

  private var tracks: [Track] = []
  private var positions: [String: Int] = [:]
  /// The number of values in all tracks.
  private var total = 0
  private static let mostOfAll = 2_000_000

  var names: [String] { tracks.map { $0.name } }

  subscript(name: String) -> Track? { positions[name].map { tracks[$0] } }

  /// Whether values of a shape are kept.
  static func keeps(_ shape: Shape) -> Bool { shape.count <= Working.fewElements }

  /// Returns the position of a name's track, and forgets values with a different unit.
  mutating func slot(_ name: String, of unit: Unit = .step) -> Int {
    if let position = positions[name] {
      if tracks[position].unit == unit { return position }
      forget(name)
    }
    tracks.append(Track(name, unit))
    positions[name] = tracks.count - 1
    return tracks.count - 1
  }

  /// Records a value; a value with a different unit starts a new history.
  mutating func record(_ name: String, _ value: Tensor, of unit: Unit = .step) {
    guard Self.keeps(value.shape) else { return }
    let slot = slot(name, of: unit)
    value.elements.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return }
      record([Source(slot: slot, elements: start, shape: value.shape)])
    }
  }

  /// Records the next value of some names, in this order.
  mutating func record(_ sources: [Source]) {
    for position in sources.indices where tracks[sources[position].slot].keepsNext() {
      keep(sources[position])
    }
  }

  private mutating func keep(_ source: Source) {
    total += tracks[source.slot].keep(
      UnsafeBufferPointer(start: source.elements, count: source.shape.count), source.shape)
    guard total > Self.mostOfAll else { return }
    for position in tracks.indices { total -= tracks[position].thin() }
  }

  mutating func forget(_ name: String) {
    guard let position = positions.removeValue(forKey: name) else { return }
    total -= tracks[position].count
    let last = tracks.removeLast()
    guard position < tracks.count else { return }
    tracks[position] = last
    positions[last.name] = position
  }
}

extension History {
  /// The history of one name.
  struct Track: RandomAccessCollection, Sendable {
    /// Consecutive values of one shape.
    private struct Stretch: Sendable {
      let shape: Shape
      /// The positions of its first value and of that value's first element.
      let first: Int
      let start: Int
    }

    let name: String
    let unit: Unit
    private(set) var endIndex = 0
    private var stretches: [Stretch] = []
    private var elements = Recording<Double>()
    /// The interval at which values are kept: a power of two.
    private var spacing = 1
    /// The number of values so far, kept or not.
    private var noted = 0
    private static let most = 20_000

    fileprivate init(_ name: String, _ unit: Unit) {
      self.name = name
      self.unit = unit
    }

    var startIndex: Int { 0 }

    subscript(position: Int) -> Tensor {
      let stretch = stretches[stretch(of: position)]
      let start = stretch.start + (position - stretch.first) * stretch.shape.count
      return Tensor(
        stretch.shape, elements[start..<(start + stretch.shape.count)].map { $0 })
    }

    private func stretch(of position: Int) -> Int {
      var (low, high) = (0, stretches.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if stretches[middle].first <= position { low = middle } else { high = middle }
      }
      return low
    }

    /// The number of the step or epoch of a recorded value.
    func number(_ position: Int) -> Double {
      Double(position * spacing + (unit == .epoch ? 1 : 0))
    }

    /// Counts a value, and returns whether to keep it.
    @inline(__always) fileprivate mutating func keepsNext() -> Bool {
      noted += 1
      return (noted - 1) & (spacing - 1) == 0
    }

    /// Keeps a value and returns the change in the number of kept values.
    fileprivate mutating func keep(
      _ value: UnsafeBufferPointer<Double>, _ shape: Shape
    ) -> Int {
      append(value, shape)
      return count > Self.most ? 1 - thin() : 1
    }

    private mutating func append(_ value: UnsafeBufferPointer<Double>, _ shape: Shape) {
      if stretches.isEmpty || stretches[stretches.count - 1].shape != shape {
        stretches.append(Stretch(shape: shape, first: endIndex, start: elements.count))
      }
      elements.append(contentsOf: value)
      endIndex += 1
    }

    /// Keeps every second value from now on, and returns the number of dropped values.
    fileprivate mutating func thin() -> Int {
      let all = self
      (stretches, elements, endIndex) = ([], Recording(), 0)
      for position in stride(from: 0, to: all.count, by: 2) {
        let value = all[position]
        value.elements.withUnsafeBufferPointer { append($0, value.shape) }
      }
      spacing *= 2
      return all.count - count
    }
  }
}
