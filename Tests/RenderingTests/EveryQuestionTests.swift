import Autodiff
import Foundation
import Learning
import LessonLanguage
import Lessons
import Testing
import Text

@testable import Rendering

/// A question of a lesson as it is asked: the session before it, and the answer.
struct AskedQuestion {
  let text: String
  /// The answer as the lesson writes it.
  let expression: String
  let wanted: Tensor
  /// What the working says after the last `=` or `≈`.
  let printed: [String]
  let session: Session
  let quantity: LessonLanguage.Expression

  func judge(_ answer: String) throws -> Judgement {
    try session.judge(Parser.answer(of: answer), against: wanted)
  }

  /// All questions of a lesson, those inside loops too.
  static func all(of lesson: RepositoryLesson) throws -> [AskedQuestion] {
    var session = Session(watchesLoops: true, loader: .ofCommand)
    var questions: [AskedQuestion] = []
    for placed in Lesson(markdown: SourceText(lesson.text)).items {
      guard case .statement(let statement) = placed.item else { continue }
      guard statement.asks else {
        _ = try session.run(statement)
        continue
      }
      var run = StatementRun(statement)
      while run.step == nil {
        let before = session
        try session.advance(&run)
        guard let step = run.stage?.step, case .question(let question) = step.outcome,
          question.choices.isEmpty
        else { continue }
        questions.append(
          AskedQuestion(
            text: question.text, expression: expression(step.source, question.text),
            wanted: try #require(step.value),
            printed: [true, false].map { isUnicode in
              let parts = StepText(style: Style(unicode: isUnicode), step: step).parts
              return result(of: parts.last?.joined(separator: " ") ?? "")
            }, session: before,
            quantity: try #require(question.quantity)))
      }
    }
    return questions
  }

  private static func expression(_ source: String, _ question: String) -> String {
    let rest = source.components(separatedBy: "\"\(question)\" ").dropFirst().joined()
    return rest.components(separatedBy: " hint \"")[0]
  }

  private static func result(of working: String) -> String {
    let text = working.replacingOccurrences(of: "   ✓", with: "")
    let sign = text.range(of: ".*[=≈~] ", options: .regularExpression)
    return String(text[(sign?.upperBound ?? text.startIndex)...])
      .trimmingCharacters(in: .whitespaces)
  }
}

@Suite("Every question of every lesson")
struct EveryQuestionTests {
  /// Answers that were once taken for right or praised, by the question.
  private static let refused: [String: (answer: String, judgement: Judgement)] = [
    "What is the new weight?": ("0.39", .needsMoreDigits),
    "What is the mean squared error of the slip?": ("0.2", .wrong(value: nil)),
    "What becomes of w2?": ("-0.1", .wrong(value: nil)),
    "How much larger is the copied error than the true one?": ("0", .wrong(value: nil)),
  ]

  @Test(
    "accepts its answer in every notation, and no other number",
    arguments: RepositoryLesson.all)
  func answers(lesson: RepositoryLesson) throws {
    let questions = try AskedQuestion.all(of: lesson)
    #expect(!questions.isEmpty)
    for question in questions {
      for answer in spellings(of: question) {
        let judgement = try question.judge(answer)
        #expect(judgement == .right, "\(question.text) '\(answer)' for \(question.wanted)")
      }
      for answer in nearMisses(of: question) {
        let judgement = try question.judge(answer)
        #expect(judgement != .right, "\(question.text) '\(answer)' for \(question.wanted)")
      }
      if let refused = Self.refused[question.text] {
        #expect(try question.judge(refused.answer) == refused.judgement, "\(question.text)")
      }
    }
  }

  // MARK: Right

  private func spellings(of question: AskedQuestion) -> [String] {
    var spellings = question.printed + [question.expression]
    let value = question.wanted
    spellings.append(vector(value) { "\($0)" })
    for decimals in 4...9 {
      for isUnicode in [true, false] {
        let format = NumberFormat(decimals: decimals, unicode: isUnicode)
        spellings.append(vector(value) { format.print($0).text })
      }
    }
    spellings.append(vector(value, fraction))
    for digits in 3...10 {
      let parts = { (number: Double) in scientific(number, digits) }
      spellings.append(vector(value) { plain($0, digits) })
      spellings.append(vector(value) { plain($0 * 100, digits) + " %" })
      spellings.append(vector(value) { plain($0 * 100, digits) + "%" })
      spellings.append(vector(value) { "\(parts($0).mantissa)e\(parts($0).power)" })
      spellings.append(vector(value) { "\(parts($0).mantissa)E\(parts($0).power)" })
      spellings.append(
        vector(value) { "\(parts($0).mantissa) × 10\(superscript(parts($0).power))" })
      spellings.append(vector(value) { "\(parts($0).mantissa)·10\(superscript(parts($0).power))" })
      for sign in [" × ", " x ", "x", "*", " * "] {
        spellings.append(vector(value) { "\(parts($0).mantissa)\(sign)10^\(parts($0).power)" })
      }
      guard let number = value.number else { continue }
      spellings.append(plain(number, digits).replacingOccurrences(of: ".", with: ","))
    }
    if let number = value.number { spellings += ["0 + \(number)", "\(number * 7) / 7"] }
    return spellings + spellings.map { $0.replacingOccurrences(of: "-", with: "−") }
  }

  // MARK: Not right

  private func nearMisses(of question: AskedQuestion) -> [String] {
    guard let value = question.wanted.number else { return [] }
    var misses = ["1e9", "\(value) + 0.01", plain(value + 1, 6), plain(value - 1, 6), "[\(value)]"]
    if value == 0 { return misses + ["0.1", "-0.1", "0.01", "1e-6"] }
    misses += [
      "0", "0.0", "-0.000", plain(-value, 6), plain(value * 10, 6), plain(value / 10, 6),
      plain(value * 1.02, 6), plain(value * 0.98, 6), "\(value * 1.0001) * 1",
      plain(value, 6) + " %",
    ]
    // Rounded to one or two digits it is another number, unless the third is a zero or rounding carries to a 1.
    let three = scientific(value, 3)
    for digits in 1...2 {
      let (mantissa, power) = scientific(value, digits)
      if power != three.power { continue }
      if Double("\(mantissa)e\(power)") == Double("\(three.mantissa)e\(three.power)") { continue }
      misses += ["\(mantissa)e\(power)", "\(mantissa)e\(power + 2) %"]
    }
    return misses
  }

  // MARK: Spelling

  private func vector(_ value: Tensor, _ text: (Double) -> String) -> String {
    func nested(_ sizes: ArraySlice<Int>, _ elements: ArraySlice<Double>) -> String {
      guard let count = sizes.first else { return elements.first.map(text) ?? "" }
      let size = elements.count / count
      return "["
        + (0..<count).map { row in
          let start = elements.startIndex + row * size
          return nested(sizes.dropFirst(), elements[start..<start + size])
        }.joined(separator: ", ") + "]"
    }
    return nested(value.shape.sizes[...], value.elements[...])
  }

  /// Rounded to significant digits, or to a whole number where that has more, without zeros after the point.
  private func plain(_ value: Double, _ digits: Int) -> String {
    if value == 0 { return "0" }
    let power = scientific(value, digits).power
    let text = String(format: "%.*f", max(0, digits - 1 - power), value)
    guard text.contains(".") else { return text }
    return text.replacingOccurrences(of: "\\.?0+$", with: "", options: .regularExpression)
  }

  private func scientific(_ value: Double, _ digits: Int) -> (mantissa: String, power: Int) {
    let parts = String(format: "%.*e", digits - 1, value).components(separatedBy: "e")
    return (parts[0], Int(parts[1]) ?? 0)
  }

  /// A fraction of whole numbers, or of a decimal and 3.
  private func fraction(_ value: Double) -> String {
    for below in 1...10_000 {
      let above = (value * Double(below)).rounded()
      if abs(above / Double(below) - value) <= 1e-12 * abs(value) {
        return "\(Int(above))/\(below)"
      }
    }
    return "\(value * 3)/3"
  }

  private func superscript(_ power: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (power < 0 ? "⁻" : "")
      + String("\(abs(power))".map { digits[Int(String($0)) ?? 0] })
  }
}
