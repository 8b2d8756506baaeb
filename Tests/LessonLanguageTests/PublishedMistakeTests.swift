import Foundation
import LessonLanguage
import Testing

private func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

/// A network of two inputs, two hidden neurons and two outputs in plain arithmetic, with its mistakes.
private struct TinyNetwork {
  var first = [[0.15, 0.20], [0.25, 0.30]]
  var second = [[0.40, 0.45], [0.50, 0.55]]
  var biases = [0.35, 0.60]
  let x = [0.05, 0.10]
  let t = [0.01, 0.99]

  static let program = """
    param W1 = [[0.15, 0.20], [0.25, 0.30]]
    param W2 = [[0.40, 0.45], [0.50, 0.55]]
    b1 = 0.35
    b2 = 0.60
    x = [0.05, 0.10]
    t = [0.01, 0.99]
    z1 = W1 @ x + b1
    h = sigmoid(z1)
    z2 = W2 @ h + b2
    o = sigmoid(z2)
    E = 1/2 * sum((t - o)^2)
    backprop E
    """
  static let stepped = program + "\nstep sgd(rate = 0.5)\nforward E"

  var hidden: [Double] {
    (0..<2).map { sigmoid(first[$0][0] * x[0] + first[$0][1] * x[1] + biases[0]) }
  }
  var sums: [Double] {
    let h = hidden
    return (0..<2).map { second[$0][0] * h[0] + second[$0][1] * h[1] + biases[1] }
  }
  var outputs: [Double] { sums.map(sigmoid) }
  var error: Double {
    let o = outputs
    return 0.5 * ((t[0] - o[0]) * (t[0] - o[0]) + (t[1] - o[1]) * (t[1] - o[1]))
  }
  /// dE/dz2
  var blame: [Double] {
    let o = outputs
    return (0..<2).map { (o[$0] - t[$0]) * o[$0] * (1 - o[$0]) }
  }

  /// The network after a step, the blame being carried back over `weights`.
  func stepped(
    over weights: [[Double]]? = nil, biasesToo: Bool = false, rate: Double = 0.5
  ) -> TinyNetwork {
    let (h, d, weights) = (hidden, blame, weights ?? second)
    let inner = (0..<2).map {
      (d[0] * weights[0][$0] + d[1] * weights[1][$0]) * h[$0] * (1 - h[$0])
    }
    var next = self
    for i in 0..<2 {
      for j in 0..<2 {
        next.second[i][j] -= rate * d[i] * h[j]
        next.first[i][j] -= rate * inner[i] * x[j]
      }
    }
    if biasesToo {
      next.biases = [biases[0] - rate * (inner[0] + inner[1]), biases[1] - rate * (d[0] + d[1])]
    }
    return next
  }
}

@Suite("Published mistakes")
struct PublishedMistakeTests {
  /// The first mistake that is found for a number, which the test computes in plain arithmetic.
  private func first(_ program: String, _ quantity: String, _ number: String) throws -> Mistake {
    let diagnosis = try TestProgram(program).diagnosis(quantity, number)
    #expect(diagnosis.verdict == .wrong)
    return try #require(diagnosis.found.first, "\(number) for \(quantity) is not explained")
  }

  @Test("the copied error of the tiny network comes of weights that were already updated")
  func copiedError() throws {
    let network = TinyNetwork()
    let late = network.stepped(over: network.stepped().second)
    #expect(late.error.text(9) == "0.291027924")
    let mistake = try first(TinyNetwork.stepped, "E", "0.291027924")
    #expect(mistake.kind == .updatedParameter)
    #expect(mistake.words.contains("W2 is already updated"))
    #expect(abs(mistake.value[0] - late.error) < 1e-12)
    #expect(try TestProgram(TinyNetwork.stepped).diagnosis("E", "0.291027774").verdict == .right)
  }

  /// From a chapter on the backpropagation algorithm that is copied in many courses: the weight after a step is printed
  /// as 0.09916.
  @Test("so does a weight of a network with two inputs of 0.35 and 0.9")
  func copiedWeight() throws {
    let program = """
      param W = [[0.1, 0.8], [0.4, 0.6]]
      param v = [0.3, 0.9]
      x = [0.35, 0.9]
      h = sigmoid(W @ x)
      o = sigmoid(v @ h)
      E = 1/2 * (0.5 - o)^2
      backprop E
      step sgd(rate = 1)
      """
    let mistake = try first(program, "W[0, 0]", "0.09916")
    #expect(mistake.kind == .updatedParameter)
    #expect(mistake.words.contains("v is already updated"))
    #expect(try TestProgram(program).diagnosis("W[0, 0]", "0.09907").verdict == .right)
  }

  @Test("the loss without its ½")
  func half() throws {
    let mistake = try first(TinyNetwork.program, "E", (2 * TinyNetwork().error).text())
    #expect(mistake.kind == .scale)
  }

  @Test("σ′ left out, and taken at the sum")
  func slope() throws {
    let network = TinyNetwork()
    let error = network.outputs[0] - network.t[0]
    let out = try first(
      TinyNetwork.program, "grad(W2)[0, 0]", (error * network.hidden[0]).text())
    #expect(out.kind == .droppedFactor)
    let z = network.sums[0]
    let atSum = error * z * (1 - z) * network.hidden[0]
    let point = try first(TinyNetwork.program, "grad(W2)[0, 0]", atSum.text())
    #expect(point.kind == .wrongPoint)
    #expect(point.words == "what you get if the derivative of sigmoid is taken at z2 instead of o")
  }

  @Test("a gradient overwritten where two paths meet, of each path", arguments: [0, 1])
  func overwritten(path: Int) throws {
    let network = TinyNetwork()
    let h = network.hidden[0]
    let value = network.blame[path] * network.second[path][0] * h * (1 - h) * network.x[0]
    let mistake = try first(TinyNetwork.program, "grad(W1)[0, 0]", value.text())
    #expect(mistake.kind == .lostPath)
    let scalars = """
      param w = 0.7
      a = w * 2
      b = tanh(w)
      L = a * b + a
      backprop L
      """
    // dL/dw = (b + 1) · 2 + a · (1 − b²), of which the last product overwrites the first.
    let b = tanh(0.7)
    let last = try first(scalars, "grad(w)", [2 * (b + 1), 1.4 * (1 - b * b)][path].text())
    #expect(last.kind == .lostPath)
  }

  @Test("a step with the wrong sign, and a bias that moves although it is held fixed")
  func steps() throws {
    let network = TinyNetwork()
    let up = network.second[0][0] + 0.5 * network.blame[0] * network.hidden[0]
    #expect(try first(TinyNetwork.stepped, "W2[0, 0]", up.text()).kind == .sign)
    let moved = try first(
      TinyNetwork.stepped, "E", network.stepped(biasesToo: true).error.text(6))
    #expect(moved.kind == .updatedParameter)
    #expect(moved.words.contains("held fixed"))
  }

  @Test("a step of all weights with the wrong sign, or without the rate")
  func wholeSteps() throws {
    let network = TinyNetwork()
    let up = try first(TinyNetwork.stepped, "E", network.stepped(rate: -0.5).error.text(9))
    #expect(up.words == "what you get if every step is added, not subtracted")
    let bare = try first(TinyNetwork.stepped, "E", network.stepped(rate: 1).error.text(9))
    #expect(bare.words == "what you get if rate is left out of every step")
    let four = try first(TinyNetwork.stepped, "E", network.stepped(rate: 1).error.text(4))
    #expect(four.words == bare.words)
  }

  @Test("the MAE for the MSE, the sum for the mean, and a logarithm to base 10")
  func losses() throws {
    let program = "y = [1, 2, 4]\np = [1.5, 2.25, 3]\nm = mse(y, p)\nc = -log(0.02)"
    let absolute = try first(program, "m", ((0.5 + 0.25 + 1) / 3).text())
    #expect(absolute.kind == .otherQuantity)
    #expect(absolute.words.contains("mae("))
    #expect(try first(program, "m", (0.25 + 0.0625 + 1.0).text()).kind == .scale)
    let base = try first(program, "c", (-log10(0.02)).text())
    #expect(base.kind == .otherFunction)
    #expect(base.words.contains("base 10"))
  }
}
