import Foundation
import LessonLanguage
import Testing

@Suite("Of all that gives a number, the cause is named")
struct DiagnosisCauseTests {
  private static let neuron = """
    param w1 = 0.5
    param w2 = -0.25
    param b = 0.1
    x1 = 1.5
    x2 = 2
    z = w1 * x1 + w2 * x2 + b
    p = sigmoid(z)
    y = 1
    L = (y - p)^2
    backprop L
    """
  private static let p = 1 / (1 + exp(-0.35))
  private static let line = "param w = 2\nx = 3\nt = 1\nL = (w * x - t)^2\nbackprop L\n"
  private static let table =
    "tp = 50\ntn = 51\nfp = 7\nfn = 13\nA = (tp + tn) / (tp + fp + fn + tn)"

  private func words(_ program: String, _ quantity: String, _ number: String) throws -> [String] {
    let diagnosis = try TestProgram(program).diagnosis(quantity, number)
    #expect(diagnosis.verdict == .wrong)
    return diagnosis.found.map { $0.words }
  }

  @Test("the mean taken for the sum, under a factor too")
  func mean() throws {
    let program = "t = [0.01, 0.99]\no = [0.7, 0.6]\nE = 1/2 * sum((t - o)^2)"
    // (0.69² + 0.39²) / 4
    let found = try words(program, "E", "0.1571")
    #expect(found == ["what you get if the mean is taken for the sum: it is divided by …"])
  }

  @Test("nothing is rounded to 0 or to infinity", arguments: ["0", "inf", "-inf", "1/0", "nan"])
  func zero(number: String) throws {
    for quantity in ["p", "L", "z", "grad(w1)"] {
      #expect(try words(Self.neuron, quantity, number) == [], "\(quantity)")
    }
  }

  @Test("what is exactly 0 is found")
  func exactZero() throws {
    #expect(
      try words("a = 2\nb = 0\nc = a + b", "c", "0") == ["what you get if a is left out of c"])
  }

  @Test("a logarithm to base 10 inside a loss")
  func logarithm() throws {
    for (loss, answer) in [
      ("cross_entropy([1, 0, 0], [0.7, 0.2, 0.1])", 0.7), ("bce(1, 0.7)", 0.7),
      ("bce(0, 0.7)", 0.3), ("cross_entropy([0, 1], softmax([0, 0]))", 0.5),
      ("cross_entropy_logits([0, 1], [0, 0])", 0.5),
      ("-(log(0.7) + log(0.5))", 0.35),
    ] {
      let found = try words("c = \(loss)", "c", (-log10(answer)).text(4))
      #expect(found.first?.contains("base 10") ?? false, "\(loss): \(found)")
    }
  }

  @Test("edits that come to the same are one mistake")
  func merged() throws {
    let program = "blame = -0.76\no = 0.62\nx = 1.5\nbend = o * (1 - o)\nslope = blame * bend * x"
    // −0.76 · 0.62 · 1.5: without 1 − o
    let found = try words(program, "slope", "-0.7068")
    #expect(found == ["what you get if the factor … is left out of bend"])
  }

  @Test(
    "the mean of squares for the variance is the mean left out, in one line or in several terms")
  func variance() throws {
    let given = "v1 = 1.5\nv2 = 4\nv3 = 8\nm = (v1 + v2 + v3) / 3\n"
    let squares = (2.25 + 16 + 64) / 3
    let terms = given + "s = ((v1 - m)^2 + (v2 - m)^2 + (v3 - m)^2) / 3"
    #expect(try words(terms, "s", squares.text()).first?.contains("m is left out of s") ?? false)
    let vector = "v = [1, 4, 8]\nm = mean(v)\ns = mean((v - m)^2)"
    #expect(try words(vector, "s", "27") == ["what you get if m is left out of s"])
  }

  @Test("the 2 of the power rule, in a gradient and in the step along it")
  func power() throws {
    let gradient = -2 * (1 - Self.p) * Self.p * (1 - Self.p) * 1.5
    let half = try words(Self.neuron, "grad(w1)", (gradient / 2).text(4))
    #expect(half.first?.contains("the factor … is left out of") ?? false, "\(half)")
    let stepped = Self.neuron + "\nstep sgd(rate = 0.4)"
    let weight = try words(stepped, "w1", (0.5 - 0.4 * gradient / 2).text(4))
    #expect(weight.first?.contains("the factor … is left out of") ?? false, "\(weight)")
  }

  @Test("the value at the new parameters, where an older one is shown")
  func fresh() throws {
    let stepped = Self.line + "step sgd(rate = 0.01)"
    // w = 2 − 0.01 · 30: (1.7 · 3 − 1)², and 2 · (1.7 · 3 − 1) · 3
    for program in [stepped, stepped + "\nz = 1"] {
      let loss = try words(program, "L", "16.81")
      #expect(loss.first?.contains("at the new parameters") ?? false, "\(loss)")
    }
    for program in [stepped, stepped + "\nforward L"] {
      let gradient = try words(program, "grad(w)", "24.6")
      #expect(gradient.first?.contains("at the new parameters") ?? false, "\(gradient)")
    }
  }

  @Test("no two reasons read the same")
  func different() throws {
    let line = Self.line + "step sgd(rate = 0.01)\nforward L"
    for (program, quantity, number) in [
      (Self.neuron, "grad(w1)", "-0.3"), (Self.neuron, "grad(w1)", "-0.30"), (line, "w", "30"),
      (line, "L", "25"), (line, "L", "25.0"), (line, "w", "30.00"),
    ] {
      let diagnosis = try TestProgram(program).diagnosis(quantity, number)
      let found = diagnosis.found.map { $0.words }
      #expect(Set(found).count == found.count, "\(found)")
      #expect(found.filter { $0.contains("last step") || $0.contains("earlier") }.count < 2)
    }
  }

  @Test("an element of a gradient from before a step is one quantity")
  func gradients() throws {
    let program = """
      param W = [[0.15, 0.2]]
      x = [0.05, 0.1]
      L = sum((1 - tanh(W @ x))^2)
      backprop L
      step sgd(rate = 0.5)
      """
    let gradient = try TestProgram(program).number("grad(W)[0, 1]")
    let found = try words(program, "grad(W)[0, 0]", gradient.text())
    #expect(found.filter { $0.contains("taken instead") || $0.contains("not of") }.count == 1)
  }

  @Test("what is left out of a step or a divisor is said to be")
  func places() throws {
    let stepped = Self.line + "step sgd(rate = 0.01)"
    #expect(
      try words(stepped, "w", "-28.0") == [
        "what you get if the factor rate is left out of the step of w"
      ])
    #expect(try words(stepped, "w", "-0.300") == ["what you get if w is left out of the step of w"])
    // 101 / 71
    #expect(
      try words(Self.table, "A", "1.423").first
        == "what you get if tp is left out of the divisor of A")
  }

  @Test("two mistakes take three digits")
  func pairs() throws {
    let program = "v1 = 0.4\nv2 = -0.3\na1 = 1.5\na2 = 2\nc = 0.1\nscore = v1 * a1 + v2 * a2 + c"
    // 0.4 + 0.1
    #expect(try words(program, "score", "0.5") == [])
    #expect(try words(program, "score", "0.500").count > 0)
  }

  @Test("a sum that is 0 on paper is 0 in the mistaken line")
  func cancelled() throws {
    let program = "v1 = 0.4\nv2 = -0.3\na1 = 1.5\na2 = 2\nc = 0.1\nscore = v1 * a1 + v2 * a2 + c"
    let mistake = try #require(try TestProgram(program).diagnosis("score", "0").found.first)
    #expect(mistake.words == "what you get if c is left out of score")
    #expect(mistake.mistaken?.value.number == 0)
  }
}
