import Learning
import LessonLanguage
import Testing

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
}
