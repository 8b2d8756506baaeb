/// Finds the name that was probably meant.
public enum NearestName {
  /// The candidate to offer after "did you mean", or nil where every one would be nonsense.
  ///
  /// It differs from `typed` in few edits (none in one letter, one in two to four, two in five to
  /// seven, three in more) or is the only candidate that continues `typed`. Capitals count as
  /// small letters; the first of equally near candidates wins.
  public static func suggestion(for typed: String, among candidates: [String]) -> String? {
    let typedLetters = letters(of: typed)
    let limit = min((typedLetters.count + 1) / 3, 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let candidateLetters = letters(of: candidate)
      if abs(candidateLetters.count - typedLetters.count) > limit { continue }
      let distance = editDistance(typedLetters, candidateLetters)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name ?? onlyContinuation(of: typedLetters, among: candidates)
  }

  private static func onlyContinuation(
    of typed: [UInt8], among candidates: [String]
  ) -> String? {
    guard typed.count >= 3 else { return nil }
    let continuations = candidates.filter { letters(of: $0).starts(with: typed) }
    return continuations.count == 1 ? continuations.first : nil
  }

  private static func letters(of name: String) -> [UInt8] {
    name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
  }

  /// The least number of insertions, deletions, replacements and swaps of neighbours that turn
  /// `a` into `b`, no letter being edited twice (Damerau-Levenshtein, optimal string alignment).
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        let replacement = previous[j] + (a[i] == b[j] ? 0 : 1)
        var distance = min(replacement, previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          distance = min(distance, beforePrevious[j - 1] + 1)
        }
        current.append(distance)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[b.count]
  }
}
