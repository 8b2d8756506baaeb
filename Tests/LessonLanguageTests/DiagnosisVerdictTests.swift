import LessonLanguage
import Testing
import Text

@Suite("A number that is right is never explained")
struct DiagnosisVerdictTests {
  private static let program = "a = 1/3\nb = 0.0455\nw = a * b * 25.4\nq = -1/20\nv = [1, 2]"

  @Test(
    "in any spelling",
    arguments: [
      ("q", "-0.05"), ("q", "−1/20"), ("q", "-5e-2"), ("q", "-5 %"), ("q", "-0,05"),
      ("q", "-0.5 × 10⁻¹"), ("q", "b - b - 0.05"), ("v", "[1, 2]"), ("w", "0.385"),
      ("w", "0.3852"), ("w", "38.5 %"), ("w", "a*b*25.4"), ("v[1]", "2"), ("a", "1/3"),
    ])
  func right(quantity: String, number: String) throws {
    let diagnosis = try TestProgram(Self.program).diagnosis(quantity, number)
    #expect(diagnosis.verdict == .right)
    #expect(diagnosis.found.isEmpty)
  }

  @Test("with rounded intermediate values it is right, with a remark")
  func rounded() throws {
    let program = try TestProgram("r = 2/3\ns = 5/7\nt = r * s * 12.34")
    // 0.667 · 0.714 · 12.34
    let diagnosis = try program.diagnosis("t", "5.8768")
    #expect(diagnosis.verdict == .rightIfRounded)
    #expect(diagnosis.found.map { $0.kind } == [.rounded])
    // Rounded to one decimal, it is too far off: 0.7 · 0.7 · 12.34.
    let coarse = try program.diagnosis("t", "6.0466")
    #expect(coarse.verdict == .wrong)
    #expect(coarse.found.first?.kind == .rounded)
    // Merely near is not right.
    #expect(try program.diagnosis("t", "5.8755").verdict == .wrong)
  }

  @Test("cut off is not rounded")
  func cutOff() throws {
    // After three right digits it is a remark.
    for (number, verdict) in [("0.666", Diagnosis.Verdict.wrong), ("0.6666", .rightIfRounded)] {
      let diagnosis = try TestProgram("t = 2/3").diagnosis("t", number)
      #expect(diagnosis.verdict == verdict)
      #expect(diagnosis.found.first?.words == "what you get if t is cut off, not rounded")
    }
  }

  @Test("of a vector, each number is cut off or right")
  func vectorCutOff() throws {
    let program = try TestProgram("h = [0.593256764, 0.596869409]")
    for number in ["[0.5932, 0.5968]", "[0.5933, 0.5968]"] {
      let found = try program.diagnosis("h", number).found
      #expect(found.map { $0.words } == ["what you get if h is cut off, not rounded"])
    }
    #expect(try program.diagnosis("h", "[0.5932, 0.5967]").found.isEmpty)
  }

  private static let neuron = """
    param w = 0.5
    x = 1.5
    z = w * x - 0.4
    p = sigmoid(z)
    L = (1 - p)^2
    backprop L
    """

  @Test(
    "an expression of rounded numbers is right if it agrees to three digits",
    arguments: [
      ("p", "1-0.4134"), ("p", "1-0.41338"), ("p", "587/1000"), ("p", "0.58662*1"),
      ("grad(w)", "-0.4134*0.8268*0.5866*1.5"), ("grad(w)", "-2*(1-0.5866)*0.2425*x"),
    ])
  func expressions(quantity: String, number: String) throws {
    let diagnosis = try TestProgram(Self.neuron).diagnosis(quantity, number)
    #expect(diagnosis.verdict == .rightIfRounded)
    #expect(diagnosis.found.isEmpty)
  }

  @Test(
    "an expression is wrong if the rounding of its numbers does not explain the difference",
    arguments: [
      ("p", "0.5863"), ("p", "1-0.4137"), ("p", "1-0.41"), ("p", "p + 0.0001"),
      ("grad(w)", "-0.4134*0.8268*0.5866*1.6"), ("u", "0.15 + 0.5 * 0.000439"),
    ])
  func wrongExpressions(quantity: String, number: String) throws {
    // A step so short that its sign does not change three digits.
    let step = "v = 0.15\nrate = 0.5\nslope = 0.00043857\nu = v - rate * slope"
    let diagnosis = try TestProgram(Self.neuron + "\n" + step).diagnosis(quantity, number)
    #expect(diagnosis.verdict == .wrong)
    if quantity == "u" { #expect(diagnosis.found.first?.kind == .sign) }
  }

  @Test("too few digits, another shape, and a number that nothing explains")
  func others() throws {
    let program = try TestProgram(Self.program)
    #expect(try program.diagnosis("w", "0.39").verdict == .needsMoreDigits)
    #expect(
      try program.diagnosis("v", "1").verdict
        == .otherShape(given: .init([]), wanted: .init([2])))
    let unexplained = try program.diagnosis("w", "0.7654")
    #expect(unexplained.isUnexplained)
    #expect(unexplained.intermediates.count == 1)
    let short = try program.diagnosis("w", "0.7")
    #expect(short.isShort && !short.isUnexplained)
  }

  @Test("the search leaves the program as it was")
  func unchanged() throws {
    var program = try TestProgram(Self.program)
    let before = program.session.elementCount
    try program.run("why w is not 0.5\nwhy w is not 0.4")
    #expect(program.session.elementCount == before)
  }

  @Test(
    "without a number, it says how to give one",
    arguments: [
      BadProgram(
        "w = 1\nwhy w is not", 2, 13, 1, "'is not' needs your number, as in: why w is not 0.55"),
      BadProgram(
        "w = 1\nwhy w is 2", 2, 10, 1,
        "expected 'not' and your number, as in: why w is not 0.55, found '2'"),
      BadProgram("w = 1\nwhy w is not 2 3", 2, 16, 1, "expected the end of the line, found '3'"),
      BadProgram("w = 1\nwhy v is not 2", 2, 5, 1, "'v' has no value here"),
    ])
  func errors(bad: BadProgram) {
    #expect(TestProgram.failure(bad.text) == bad.diagnostic)
  }
}
