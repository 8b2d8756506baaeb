extension DataSet {
  /// A number that changes when a sample or its target does, in hexadecimal: of each word h ← (h ⊕ word) · p, its upper half
  /// mixed into its lower, as FNV-1a does with bytes.
  package var digest: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    add(UInt64(count))
    for value in features { add(value.bitPattern) }
    switch targets {
    case .none: break
    case .classes(let labels, _): for label in labels { add(UInt64(label)) }
    case .numbers(let values, _): for value in values { add(value.bitPattern) }
    }
    return String(hash, radix: 16)
  }
}
