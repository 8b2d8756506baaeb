import Lessons

/// The results of a lesson's questions in one sentence.
enum ResultsText {
  static func sentence(_ results: [QuestionResult]) -> String {
    var phrases: [String] = []
    func add(_ words: String, where isMeant: (QuestionResult.Ending) -> Bool) {
      let steps = results.filter { isMeant($0.ending) }.map { "\($0.stop)" }
      if steps.isEmpty { return }
      phrases.append("\(words): \(steps.joined(separator: ", "))")
    }
    add("right at once") { $0 == .right(attempts: 1) }
    add("right later") { if case .right(let attempts) = $0 { attempts > 1 } else { false } }
    add("shown") { $0 == .shown }
    add("not answered") { $0 == .skipped }
    return "the questions, by step: " + phrases.joined(separator: "; ")
  }
}
