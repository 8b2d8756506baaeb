import Text

/// The message of the diagnostic that the body throws; `nil` if it throws none.
package func dataError(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return (error as? Diagnostic)?.message ?? "\(error)"
  }
}

/// Copies of bytes with a few of them changed, cut out or doubled.
package struct Mutations {
  private var random: SplitMix64

  package init(seed: UInt64) { random = SplitMix64(seed: seed) }

  package mutating func next(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...below(4) {
      let place = below(result.count + 1)
      switch below(5) {
      case 0 where place < result.count: result[place] = UInt8(below(256))
      case 1 where place < result.count: result[place] ^= 1 << UInt8(below(8))
      case 2: result.removeSubrange(place..<min(place + below(8), result.count))
      case 3: result.insert(contentsOf: result.prefix(below(8)), at: place)
      default: result.insert(UInt8(below(256)), at: place)
      }
    }
    return result
  }

  private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
}
