import Foundation
import LessonLanguage
import Testing

@testable import Lessons

@Suite("Marks")
struct MarkTests {
  private let sheet: Worksheet
  private let w: Double
  private let r: Double

  init() throws {
    sheet = try StepExercise.worksheet()
    (w, r) = (sheet.given("w"), sheet.given("r"))
  }

  private func marks(_ answers: [String]) -> [Mark] {
    var numbered: [Int: String] = [:]
    for (index, answer) in answers.enumerated() { numbered[index + 1] = answer }
    return sheet.marks(numbered)
  }

  private func mark(_ answer: String) -> Mark { marks([answer])[0] }

  @Test("a right answer in any spelling, to three digits or to more")
  func right() throws {
    let slope = 2 * w
    for answer in ["\(slope)", "2 * \(w)", "\(slope * 100) %", "\(slope)00", " \(slope) "] {
      #expect(mark(answer) == .right, "\(answer)")
    }
    #expect(mark("\(slope)".split(separator: ".").joined(separator: ",")) == .right)
    #expect(mark("\(-slope)").name == "diagnosed" && mark("\(slope + 0.01)") == .wrong)
  }

  @Test("a rounded number is right within half a unit of the third digit, and no further")
  func rounding() {
    #expect(Precision.tolerance(of: 0.0553) == 0.00005)
    #expect(Precision.tolerance(of: -123.4) == 0.5)
    #expect(Precision.agrees(0.0553, with: 0.05527) && Precision.agrees(0.05527, with: 0.05527))
    #expect(Precision.agrees(1.18, with: 1.175) && Precision.agrees(1.17, with: 1.175))
    #expect(!Precision.agrees(0.0552, with: 0.05527) && !Precision.agrees(0.055, with: 0.0553))
  }

  @Test("a named mistake is recognized")
  func mistake() {
    let named = sheet.questions[0].mistakes[0]
    #expect(named.sentence == "that leaves out the 2" && mark("\(w)") == .mistake(named))
  }

  @Test("a wrong number that no line of the lesson names is diagnosed")
  func diagnosed() throws {
    // The step without its rate.
    guard case .diagnosed(let found, after: []) = marks(["\(2 * w)", "\(w - 2 * w)"])[1] else {
      Issue.record("the marks are \(marks(["\(2 * w)", "\(w - 2 * w)"]))")
      return
    }
    #expect(found.kind == .droppedFactor && found.diagnosis.working == nil)
    // The lesson's own words come first, and the number carried forward.
    #expect(marks(["\(2 * w)", "\(w + r * 2 * w)"])[1].name == "mistake")
    #expect(marks(["\(w)", "\(w - r * w)"])[1] == .carried(from: [1]))
  }

  @Test("a number that rounded intermediates give is right")
  func roundedOnTheWay() throws {
    var maker = try StepExercise.maker(
      "# Q\n\n```nn\nk = 12.34\ndraw k from 12.34 to 12.39 step 0.01\nr = 2/3\ns = 5/7\n"
        + "ask \"How much?\" r * s * k\n```\n")
    let sheet = try maker.worksheet(for: Student(name: "Ada", seed: 7))
    let rounded = 0.67 * 0.71 * sheet.given("k")
    #expect(!Precision.agrees(rounded, with: 2 / 3 * (5 / 7) * sheet.given("k")))
    let mark = sheet.marks([1: "\((rounded * 1e3).rounded() / 1e3)"])[0]
    guard case .rightIfRounded(let found) = mark else {
      Issue.record("the mark is \(mark)")
      return
    }
    #expect(found.kind == .rounded && mark.counts)
  }

  @Test("a number that agrees to its decimals, and not to three digits, has too few")
  func decimals() throws {
    var maker = try StepExercise.maker(
      StepExercise.markdown(draws: "draw w from 0.4977 to 0.4979 step 0.0001"))
    let sheet = try maker.worksheet(for: Student(name: "Ada", seed: 7))
    for answer in ["1.00", "1.0", "1"] {
      #expect(sheet.marks([1: answer])[0] == .needsMoreDigits, "\(answer)")
    }
  }

  @Test("a number is not taken for a quantity that the sheet does not show")
  func foreign() throws {
    let markdown = StepExercise.markdown().replacingOccurrences(
      of: "A lesson.", with: "A lesson.\n\n```nn\nhidden = 1.2345\n```")
    var maker = try StepExercise.maker(markdown)
    let sheet = try maker.worksheet(for: Student(name: "Ada", seed: 7))
    #expect(sheet.marks([1: "1.2345"])[0] == .wrong)
    // The weight is on the sheet.
    #expect(sheet.marks([2: sheet.given["w"]!])[1].name == "diagnosed")
  }

  @Test("text that is no number, and no text")
  func unreadable() {
    #expect(mark("abc(") == .unreadable("'(' is never closed"))
    #expect(mark("[1, 2]") == .unreadable("this is not a single number"))
    #expect(mark("   ") == .missing && marks([]) == [.missing, .missing, .missing])
  }

  @Test("a later answer that is right for the student's own earlier one is carried forward")
  func carried() {
    // The slope without its 2, and everything after it from there.
    let own = w - r * w
    let result = marks(["\(w)", "\(own)", "\(own * own)"])
    #expect(result[0] == .mistake(sheet.questions[0].mistakes[0]))
    #expect(result[1] == .carried(from: [1]))
    #expect(result[2] == .carried(from: [2]))
    #expect(result.map { $0.counts } == [false, true, true])
  }

  @Test("a single own answer among several is found")
  func single() {
    let own = w - r * 2 * w + 1
    let result = marks(["17", "\(own)", "\(own * own)"])
    #expect(result == [.wrong, .wrong, .carried(from: [2])])
  }

  @Test("a mistake made after the student's own earlier answer is found from that answer")
  func mistakeAfterOwn() throws {
    let own = Double(Precision.text(2.7 * w))!
    let named = sheet.questions[1].mistakes[0]
    let up = NamedMistake(sentence: named.sentence, reply: .number(w + r * own))
    #expect(marks(["\(own)", "\(w + r * own)"])[1] == .mistake(up, after: [1]))
    // The step without its rate.
    let mark = marks(["\(own)", "\(w - own)"])[1]
    guard case .diagnosed(let found, after: [1]) = mark else {
      Issue.record("the mark is \(mark)")
      return
    }
    #expect(found.kind == .droppedFactor && !mark.counts)
    // A mistake with the right numbers comes first.
    #expect(marks(["\(own)", "\(w + r * 2 * w)"])[1] == .mistake(named))
  }

  @Test("right answers after a wrong one are right, not carried")
  func afterWrong() {
    let u = w - r * 2 * w
    #expect(marks(["17", "\(u)", "\(u * u)"]) == [.wrong, .right, .right])
  }

  @Test("a class is counted by question and kind of mistake")
  func kinds() {
    var marks = ClassMarks()
    for _ in 1...2 { marks.add(sheet, [2: "\(w - 2 * w)"]) }
    let second = marks.questions[1]
    #expect(second.wrong == 2 && second.mistakes.isEmpty)
    #expect(second.diagnosed.map { $0.kind } == [.droppedFactor])
    #expect(second.diagnosed.first?.answers.map { $0.student } == ["Ada", "Ada"])
  }

  @Test("a class is counted by question and mistake")
  func classMarks() {
    var marks = ClassMarks()
    marks.add(sheet, [1: "\(w)"])
    marks.add(sheet, [1: "\(2 * w)", 2: "x("])
    let first = marks.questions[0]
    #expect(marks.entries.map { $0.points } == [0, 1])
    #expect(first.right == 1 && first.wrong == 1 && marks.questions[2].missing == 2)
    #expect(first.mistakes.map { $0.sentence } == ["that leaves out the 2"])
    #expect(first.mistakes[0].students == ["Ada"])
  }
}
