import Foundation
import LessonLanguage
import TestSupport
import Testing
import Text

/// The figures of the diagnosis over the questions of all lessons.
private struct Figures {
  var generated = 0
  var diagnosed = 0
  var kindFound = 0
  var kindFirst = 0
  var ties = 0
  var random = 0
  var explainedByChance = 0
  var missed: [String] = []

  /// Types the first mistake of each kind as a number of four digits.
  mutating func addMistakes(_ question: AskedQuestion) throws {
    var kinds: Set<Mistake.Kind> = []
    for mistake in try question.session.mistakes(of: question.quantity) {
      guard let value = mistake.value.number, !kinds.contains(mistake.kind) else { continue }
      let typed = try Parser.answer(of: Self.text(value))
      guard case .wrong = try question.session.judge(typed, against: question.wanted) else {
        continue
      }
      kinds.insert(mistake.kind)
      let diagnosis = try question.session.diagnosis(of: question.quantity, given: typed)
      // Rounded on the way it is right.
      if diagnosis.verdict == .rightIfRounded { continue }
      generated += 1
      diagnosed += diagnosis.found.isEmpty ? 0 : 1
      kindFound += diagnosis.found.contains { $0.kind == mistake.kind } ? 1 : 0
      kindFirst += diagnosis.found.first?.kind == mistake.kind ? 1 : 0
      ties += diagnosis.found.count > 1 ? 1 : 0
      if diagnosis.found.isEmpty {
        missed.append("\(mistake.kind.rawValue) \(Self.text(value)): \(question.text)")
      }
    }
  }

  /// Types random wrong numbers of four digits and of the answer's size and sign.
  mutating func addRandom(_ question: AskedQuestion, _ random: inout SplitMix64, count: Int) throws
  {
    guard let wanted = question.wanted.number, wanted != 0 else { return }
    let unit = pow(10, floor(log10(abs(wanted))) - 3) * (wanted < 0 ? -1 : 1)
    for _ in 0..<count {
      let typed = try Parser.answer(of: Self.text((1000 + Double(random.next() % 9000)) * unit))
      guard case .wrong = try question.session.judge(typed, against: question.wanted) else {
        continue
      }
      self.random += 1
      let found = try question.session.diagnosis(of: question.quantity, given: typed).found
      explainedByChance += found.isEmpty ? 0 : 1
    }
  }

  /// Four significant digits.
  private static func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    let parts = String(format: "%.3e", value).components(separatedBy: "e")
    let decimals = 3 - (Int(parts[1]) ?? 0)
    return (0...12).contains(decimals)
      ? String(format: "%.\(decimals)f", value) : "\(parts[0])e\(parts[1])"
  }
}

@Suite("The mistakes in the questions of all lessons")
struct EveryMistakeTests {
  @Test("are diagnosed from four digits, and random numbers hardly ever")
  func figures() throws {
    var figures = Figures()
    var random = SplitMix64(seed: 19)
    for lesson in RepositoryLesson.all {
      for question in try AskedQuestion.all(of: lesson) {
        try figures.addMistakes(question)
        try figures.addRandom(question, &random, count: 25)
      }
    }
    print(
      "mistakes: \(figures.generated), diagnosed \(figures.diagnosed), right kind named",
      "\(figures.kindFound), named first \(figures.kindFirst), ties \(figures.ties);",
      "random numbers: \(figures.random), explained \(figures.explainedByChance)")
    #expect(figures.generated > 200)
    #expect(figures.random > 800)
    #expect(Double(figures.diagnosed) >= 0.95 * Double(figures.generated), "\(figures.missed)")
    #expect(Double(figures.kindFound) >= 0.98 * Double(figures.generated))
    #expect(Double(figures.kindFirst) >= 0.94 * Double(figures.generated))
    #expect(Double(figures.ties) <= 0.15 * Double(figures.generated))
    #expect(Double(figures.explainedByChance) <= 0.05 * Double(figures.random))
  }
}
