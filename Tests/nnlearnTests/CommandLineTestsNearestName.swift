import Learning
import LessonLanguage
import Testing
import Text

@testable import nnlearn

@Suite("Nearest name")
struct CommandLineTestsNearestName {
  @Test(
    "a slip of the fingers is recognized",
    arguments: [
      ("slop", "slope"), ("slopee", "slope"), ("slpoe", "slope"), ("slobe", "slope"),
      ("SLOPE", "slope"), ("w2", "w1"), ("gradiant-decsent", "gradient-descent"),
      ("gradient", "gradient-descent"),
    ])
  func found(typed: String, meant: String) {
    let candidates = ["rate", "slope", "w1", "gradient-descent", "loss", "losses"]
    #expect(NearestName.suggestion(for: typed, among: candidates) == meant)
  }

  @Test("nonsense gets no suggestion", arguments: ["", "x", "rope", "tar", "lo", "zzzzzzzz", "é"])
  func nonsense(typed: String) {
    #expect(NearestName.suggestion(for: typed, among: ["slope", "w", "loss", "losses"]) == nil)
  }

  @Test("the nearest candidate wins, and the first of equally near ones")
  func order() {
    #expect(NearestName.suggestion(for: "momentun", among: ["momental", "momentum"]) == "momentum")
    #expect(NearestName.suggestion(for: "w3", among: ["w1", "w2"]) == "w1")
  }

  @Test("the beginning of several names suggests none of them")
  func ambiguousBeginning() {
    #expect(
      NearestName.suggestion(for: "gradient", among: ["gradient-descent", "gradient-check"]) == nil)
  }

  @Test("names of a hundred thousand letters are compared in one pass")
  func longNames() {
    let long = String(repeating: "ab", count: 50_000)
    #expect(NearestName.suggestion(for: long + "c", among: ["x", long]) == long)
    #expect(
      NearestName.suggestion(for: long, among: [String(repeating: "ba", count: 50_000)]) != nil)
    #expect(
      NearestName.suggestion(for: long, among: [String(repeating: "c", count: 100_000)]) == nil)
  }

  @Test("a distance is that of the whole table, wherever both are defined")
  func distances() {
    let letters = ["a", "b"]
    var words: [String] = []
    for first in letters {
      for second in letters {
        for third in letters {
          for fourth in letters {
            for fifth in letters { words.append(first + second + third + fourth + fifth) }
          }
        }
      }
    }
    for a in words {
      for b in words {
        let found = NearestName.suggestion(for: a, among: [b]) != nil
        #expect(found == (Self.distance(Array(a), Array(b)) <= 2), "\(a) \(b)")
      }
    }
  }

  /// The textbook's recursion.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    if a.isEmpty || b.isEmpty { return a.count + b.count }
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
      for j in 0...b.count {
        if i == 0 || j == 0 {
          table[i][j] = i + j
          continue
        }
        var best = Swift.min(table[i - 1][j] + 1, table[i][j - 1] + 1)
        best = Swift.min(best, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = Swift.min(best, table[i - 2][j - 2] + 1)
        }
        table[i][j] = best
      }
    }
    return table[a.count][b.count]
  }
}
