/// Finds the name that a user probably meant.
package enum NearestName {
  /// Returns the candidate to offer after "did you mean", or `nil` if none is near enough.
  ///
  /// It differs from `typed` by few edits (none for one letter, one for two to four, two for five to seven, three for more) or
  /// is the only candidate that begins with `typed`. Case is ignored; the first of equally near candidates wins.
  package static func suggestion(for typed: String, among candidates: [String]) -> String? {
    let typedLetters = letters(of: typed)
    let limit = min((typedLetters.count + 1) / 3, 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let candidateLetters = letters(of: candidate)
      if abs(candidateLetters.count - typedLetters.count) > limit { continue }
      let most = min(limit, (best?.distance ?? .max) - 1)
      guard let distance = editDistance(typedLetters, candidateLetters, most: most) else {
        continue
      }
      best = (candidate, distance)
    }
    return best?.name ?? onlyContinuation(of: typedLetters, among: candidates)
  }

  private static func onlyContinuation(of typed: [UInt8], among candidates: [String]) -> String? {
    guard typed.count >= 3 else { return nil }
    let continuations = candidates.filter { letters(of: $0).starts(with: typed) }
    return continuations.count == 1 ? continuations.first : nil
  }

  private static func letters(of name: String) -> [UInt8] {
    name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
  }

  /// Returns the smallest number of insertions, deletions, replacements and swaps of neighbours that turn
  /// `a` into `b`, with no letter edited twice (Damerau-Levenshtein, optimal string alignment); `nil` if above `most`.
  ///
  /// Only prefixes whose lengths differ by at most `most` are compared (E. Ukkonen, "Algorithms for approximate string
  /// matching", 1985), so the time is linear in the length.
  private static func editDistance(_ a: [UInt8], _ b: [UInt8], most: Int) -> Int? {
    guard most >= 0, abs(a.count - b.count) <= most else { return nil }
    let far = most + 1
    // Each row has the prefixes of `b` with `i - most` to `i + most` letters, at `j - i + most`.
    var beforePrevious = [Int](repeating: far, count: 2 * most + 1)
    var previous = beforePrevious
    var current = (0...2 * most).map { $0 < most ? far : $0 - most }
    for i in 1..<(a.count + 1) {
      beforePrevious = previous
      previous = current
      for place in current.indices {
        let j = i + place - most
        guard (0...b.count).contains(j) else {
          current[place] = far
          continue
        }
        var distance = place < 2 * most ? previous[place + 1] + 1 : far
        if j > 0 {
          distance = min(distance, previous[place] + (a[i - 1] == b[j - 1] ? 0 : 1))
          if place > 0 { distance = min(distance, current[place - 1] + 1) }
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
            distance = min(distance, beforePrevious[place] + 1)
          }
        }
        current[place] = min(distance, far)
      }
    }
    let distance = current[b.count - a.count + most]
    return distance <= most ? distance : nil
  }
}
