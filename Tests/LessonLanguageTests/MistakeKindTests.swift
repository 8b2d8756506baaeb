import Foundation
import LessonLanguage
import Testing

/// A wrong number and the kind of mistake that gives it.
private struct WrongNumber: CustomTestStringConvertible {
  let program: String
  let quantity: String
  let number: Double
  let kind: Mistake.Kind
  /// Words of the reason.
  let words: String

  init(
    _ program: String, _ quantity: String, _ number: Double, _ kind: Mistake.Kind,
    _ words: String = ""
  ) {
    self.program = program
    self.quantity = quantity
    self.number = number
    self.kind = kind
    self.words = words
  }

  var testDescription: String { "\(kind.rawValue): \(number) for \(quantity)" }

  private static let step = "w = 0.38\nrate = 0.07\nslope = -0.55\nu = w - rate * slope"
  private static let neuron = """
    param w = 0.3
    x = 1.7
    z = w * x + 0.11
    a = sigmoid(z)
    L = (0.9 - a)^2
    backprop L
    """
  private static let adam = "param w = 2\nL = (w - 5)^2\nbackprop L\nstep adam(rate = 0.1)"
  private static let a = 1 / (1 + exp(-(0.3 * 1.7 + 0.11)))
  private static let stepped = neuron + "\nstep sgd(rate = 0.2)"
  private static let gradient = -2 * (0.9 - a) * a * (1 - a) * 1.7

  static let all: [WrongNumber] = [
    .init(step, "u", 0.38 + 0.07 * -0.55, .sign, "added, not subtracted"),
    .init(step, "u", 0.38 + 0.55, .droppedFactor, "the factor rate is left out"),
    .init(step, "u", 0.38 + 0.07 * 0.07 * 0.55, .doubledFactor, "rate is applied twice"),
    .init(step, "u", 0.38 + 0.55 / 0.07, .invertedFactor, "divide by rate"),
    .init(step, "u", 3.8 + 0.385, .powerOfTen, "one place too far to the right"),
    .init(step, "u", -0.07 * 0.55, .otherQuantity, "part of the working"),
    .init(neuron, "z", 0.3 * 1.7, .droppedTerm, "is left out of z"),
    .init(neuron, "grad(w)", gradient / 2, .scale),
    .init(neuron, "grad(w)", gradient / (a * (1 - a)), .droppedFactor),
    .init(neuron, "grad(w)", gradient / (a * (1 - a)) * (1 - a * a), .otherFunction, "tanh"),
    .init(neuron, "grad(w)", gradient / 1.7, .droppedFactor, "x is left out"),
    .init(neuron, "L", 0.9 - a, .otherFunction, "the square is left out"),
    .init(neuron, "a", 0.3 * 1.7 + 0.11, .otherFunction, "sigmoid is left out"),
    .init(neuron, "a", tanh(0.62), .otherFunction, "tanh is taken instead of sigmoid"),
    .init(stepped, "w", 0.3 + 0.2 * gradient, .sign),
    .init(stepped, "w", gradient, .otherQuantity),
    .init(stepped + "\nforward L", "a", a, .staleValue, "before the last step"),
    .init(adam, "w", 2 + 0.1 * 0.6 / (0.036.squareRoot() + 1e-8), .missingCorrection),
    .init(
      "param w = 2\nL = (w - 5)^2\nbackprop L\nstep rmsprop(rate = 0.1, eps = 0.1)", "w",
      2 + 0.6 / (0.36 + 0.1).squareRoot(), .missingCorrection, "inside the root"),
    .init(
      "A = [[1.1, 2.3], [3.7, 4.9]]\nv = [0.7, 1.3]\ny = A @ v", "y[0]", 1.1 * 0.7 + 3.7 * 1.3,
      .transposed),
    .init(
      "A = [[1.1, 2.3], [3.7, 4.9]]\nq = 2 * A[0, 1]", "q", 2 * 3.7, .transposed),
    .init(
      "s = [1, 2, 0.5]\nq = exp(max(s)) / sum(exp(s))", "q",
      exp(2) / (exp(1) + exp(2) + exp(0.5)) * 3, .scale),
    .init(
      "r = 1/3\ns = 1/7\nt = r * s * 1000", "t", 0.33 * 0.14 * 1000, .rounded, "2 decimals"),
    .init(
      "param k = 0.7\nleft = 2 * k\nright = tanh(k)\nK = left * right\nbackprop K", "grad(k)",
      2 * 2 * tanh(0.7) + 1.4 * (1 - pow(tanh(0.7), 2)), .doubledPath),
  ]
}

@Suite("Kinds of mistakes")
struct MistakeKindTests {
  @Test(
    "each kind is found from its number, which plain arithmetic gives", arguments: WrongNumber.all)
  fileprivate func kinds(wrong: WrongNumber) throws {
    let program = try TestProgram(wrong.program)
    let diagnosis = try program.diagnosis(wrong.quantity, wrong.number.text())
    #expect(diagnosis.verdict == .wrong)
    let mistake = diagnosis.found.first { $0.kind == wrong.kind }
    let found = diagnosis.found.map { "\($0.kind.rawValue): \($0.words)" }
    #expect(mistake != nil, "\(found)")
    #expect(
      wrong.words.isEmpty || diagnosis.found.contains { $0.words.contains(wrong.words) },
      "\(found)")
    // The found value is the number, to all its digits.
    if let mistake {
      #expect(abs(mistake.value[0] - wrong.number) <= 1e-9 * abs(wrong.number))
    }
  }

  @Test("every kind has a number here or among the published ones")
  func complete() {
    let published: Set<Mistake.Kind> = [
      .updatedParameter, .scale, .droppedFactor, .wrongPoint, .lostPath, .sign, .otherQuantity,
      .otherFunction,
    ]
    #expect(Set(WrongNumber.all.map { $0.kind }).union(published) == Set(Mistake.Kind.allCases))
  }

  @Test("a vector is explained by one mistake in all elements, and not by two")
  func vectors() throws {
    let program = try TestProgram("x = [0.3, 1.4, 2.6]\ny = [0.51, 0.72, 0.13]\nd = y - 2 * x")
    let added = try program.diagnosis("d", "[1.11, 3.52, 5.33]")
    #expect(added.found.first?.kind == .sign)
    #expect(try program.diagnosis("d", "[1.11, 3.52, -5.07]").found.isEmpty)
  }

  @Test("two mistakes in one line are named together if neither gives the number alone")
  func pairs() throws {
    let program = try TestProgram("w = 0.38\nrate = 0.01\nslope = -0.55")
    let mistake = try #require(try program.diagnosis("w - rate * slope", "w + rate").found.first)
    #expect(mistake.second != nil)
    #expect(mistake.words.contains("slope is left out") && mistake.words.contains("added"))
    let alone = try program.diagnosis("w - rate * slope", "0.3745").found
    #expect(!alone.isEmpty && alone.allSatisfy { $0.second == nil })
  }
}
