extension DataDescription {
  /// A sample and the first one with the same features, counted from 0.
  package struct Duplicate: Sendable, Equatable {
    package let row: Int
    package let first: Int
    /// Whether their targets differ.
    package let isConflict: Bool
  }
}

extension DataSet {
  /// The samples that equal an earlier one in every feature. Zero equals minus zero, and a missing number a missing one.
  var duplicates: [DataDescription.Duplicate] {
    let width = featureCount
    var duplicates: [DataDescription.Duplicate] = []
    // Open addressing: the first row with each sample, or −1.
    var capacity = 8
    while capacity < 2 * count { capacity *= 2 }
    var firsts = [Int32](repeating: -1, count: capacity)
    var row = 0
    values.forEach(0..<count) { sample in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for element in 0..<width {
        let value = sample[element]
        hash =
          (hash ^ (value.isNaN ? 1 : value == 0 ? 0 : value.bitPattern)) &* 0x9e37_79b9_7f4a_7c15
        hash ^= hash >> 32
      }
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while firsts[slot] >= 0, !values.areEqual(Int(firsts[slot]), row) {
        slot = (slot + 1) & (capacity - 1)
      }
      if firsts[slot] < 0 {
        firsts[slot] = Int32(row)
      } else {
        let first = Int(firsts[slot])
        duplicates.append(
          .init(row: row, first: first, isConflict: !targets.areEqual(row, first)))
      }
      row += 1
    }
    return duplicates
  }
}

extension Targets {
  /// Whether two samples have the same target.
  fileprivate func areEqual(_ a: Int, _ b: Int) -> Bool {
    switch self {
    case .none, .features: return true
    case .classes(let labels, _): return labels[a] == labels[b]
    case .numbers(let values, let names):
      return names.indices.allSatisfy {
        values[a * names.count + $0] == values[b * names.count + $0]
      }
    }
  }
}
