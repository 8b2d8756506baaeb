import Autodiff

/// The values that names took, for plotting: numbers and small tensors.
struct History: Sendable {
  /// What counts the values of a name.
  enum Unit: String, Sendable {
    /// Anything that gave the name another value; the first is number 0.
    case step
    /// An epoch of training; the first is number 1.
    case epoch
  }

  private(set) var values: [String: Track] = [:]
  /// How many values all tracks have together.
  private var total = 0
  private static let mostOfAll = 2_000_000

  /// A value of another unit than those before it begins anew.
  mutating func record(_ name: String, _ value: Tensor, of unit: Unit = .step) {
    guard value.count <= Working.fewElements else { return }
    if let known = values[name], known.unit != unit { forget(name) }
    total += values[name, default: Track(unit)].record(value)
    guard total > Self.mostOfAll else { return }
    for name in Array(values.keys) { total -= values[name]?.thin() ?? 0 }
  }

  mutating func forget(_ name: String) {
    total -= values.removeValue(forKey: name)?.recording.count ?? 0
  }

  /// The values of one name.
  struct Track: Sendable {
    let unit: Unit
    private(set) var recording = Recording<Tensor>()
    /// Every how many-th value is kept.
    private var spacing = 1
    private var count = 0
    private static let most = 20_000

    fileprivate init(_ unit: Unit) { self.unit = unit }

    var last: Tensor? { recording.last }

    /// The number of the step or epoch that a value of the recording belongs to.
    func number(_ position: Int) -> Double {
      Double(position * spacing + (unit == .epoch ? 1 : 0))
    }

    /// Returns by how many values the recording has grown.
    fileprivate mutating func record(_ value: Tensor) -> Int {
      defer { count += 1 }
      guard count % spacing == 0 else { return 0 }
      recording.append(value)
      return recording.count > Self.most ? 1 - thin() : 1
    }

    /// Keeps every second value, also of those that follow; returns how many it has dropped.
    fileprivate mutating func thin() -> Int {
      let all = recording
      recording = Recording(stride(from: 0, to: all.count, by: 2).lazy.map { all[$0] })
      spacing *= 2
      return all.count - recording.count
    }
  }
}
