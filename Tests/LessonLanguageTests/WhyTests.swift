import Autodiff
import LessonLanguage
import TestSupport
import Testing
import Text

@Suite("The chain rule along every path")
struct WhyTests {
  /// A network of two hidden layers with random weights, and the names of all its parameters' elements.
  private struct Network {
    let text: String
    let elements: [String]

    init(seed: UInt64, sizes: [Int], activation: String) {
      var random = SplitMix64(seed: seed)
      func vector(_ count: Int) -> String {
        let numbers = (0..<count).map { _ in "\((random.fraction() * 400).rounded() / 100 - 2)" }
        return "[" + numbers.joined(separator: ", ") + "]"
      }
      var lines = ["h0 = " + vector(sizes[0])]
      var elements: [String] = []
      for layer in 1..<sizes.count {
        let rows = (0..<sizes[layer]).map { _ in vector(sizes[layer - 1]) }
        lines.append("param W\(layer) = [" + rows.joined(separator: ", ") + "]")
        lines.append("param b\(layer) = " + vector(sizes[layer]))
        lines.append("z\(layer) = W\(layer) @ h\(layer - 1) + b\(layer)")
        lines.append("h\(layer) = \(activation)(z\(layer))")
        for row in 0..<sizes[layer] {
          elements.append("b\(layer)[\(row)]")
          elements += (0..<sizes[layer - 1]).map { "W\(layer)[\(row), \($0)]" }
        }
      }
      lines.append("L = sse(\(vector(sizes.last ?? 1)), h\(sizes.count - 1))")
      text = lines.joined(separator: "\n") + "\nbackprop L"
      self.elements = elements
    }
  }

  private func rule(_ program: TestProgram, _ element: String) throws -> ChainRule {
    var copy = program
    let step = try #require(try copy.run("why " + element))
    guard case .why(let rule) = step.outcome else { throw Diagnostic(step.place, "no rule") }
    return rule
  }

  /// The gradient of `W1[0, 2]`: `grad(W1)[0, 2]`.
  private func gradient(_ element: String) -> String {
    let parts = element.split(separator: "[")
    return "grad(\(parts[0]))[" + parts[1]
  }

  @Test(
    "the paths of a random network add up to the gradient, after a step too",
    arguments: [UInt64](1...6), ["tanh", "sigmoid", "relu", "softplus"])
  func sums(seed: UInt64, activation: String) throws {
    let network = Network(seed: seed, sizes: [2, 3, 2], activation: activation)
    var program = try TestProgram(network.text)
    let before = try network.elements.map { try program.number(gradient($0)) }
    try program.run("step sgd(rate = 0.3)")
    for (element, wanted) in zip(network.elements, before) {
      let rule = try rule(program, element)
      #expect(isClose(rule.paths.reduce(0) { $0 + $1.value }, wanted, within: 1e-12))
      #expect(rule.total == wanted)
      #expect(Double(rule.paths.count) == rule.pathCount || wanted == 0)
      for path in rule.paths { #expect(isClose(path.numbers.product, path.value)) }
    }
    try program.run("backprop L")
    let element = network.elements[1]
    #expect(try rule(program, element).total == program.number(gradient(element)))
  }

  @Test(
    "of more than twelve paths the largest are kept, with the exact rest",
    arguments: [UInt64](1...4))
  func manyPaths(seed: UInt64) throws {
    let network = Network(seed: seed, sizes: [2, 4, 4, 3], activation: "tanh")
    let program = try TestProgram(network.text)
    let rule = try rule(program, "W1[0, 1]")
    #expect(rule.pathCount == 12)
    let wide = try TestProgram(
      Network(seed: seed, sizes: [1, 2, 4, 4, 2], activation: "tanh").text)
    let many = try self.rule(wide, "W1[0, 0]")
    #expect(many.pathCount == 32)
    #expect(many.paths.count == 12)
    #expect(many.total == (try wide.number("grad(W1)[0, 0]")))
    #expect(isClose(many.paths.reduce(many.rest) { $0 + $1.value }, many.total))
  }

  @Test("names are the stops on the way")
  func stops() throws {
    let text = "param w = 2\nz = 3 * w + 1\nh = z^2\nL = h / 2 + w\nbackprop L"
    let rule = try rule(TestProgram(text), "w")
    #expect(rule.paths.map { $0.nodes.count }.sorted() == [1, 3])
    #expect(rule.paths.map { $0.value }.sorted() == [1, 21])
    #expect(rule.total == 22)
  }

  @Test("the chain rule is that of the last backprop, and says if the weights have moved since")
  func oldGradient() throws {
    var program = try TestProgram("param w = 3\nL = w^2\nbackprop L\nwhy w")
    #expect(program.steps.last?.notes == [])
    try program.run("step sgd(0.1)\nwhy w")
    #expect(program.steps.last?.notes == [.staleGradient])
    #expect(program.steps.last?.value?.number == 6)
    try program.run("forward L\nwhy w")
    #expect(program.steps.last?.value?.number == 6)
  }

  @Test("a value need not be a parameter")
  func values() throws {
    let program = try TestProgram("param w = 3\nx = 2\ny = w * x\nL = y^2\nbackprop L")
    #expect(try rule(program, "x").total == 36)
    #expect(try rule(program, "y").total == 12)
  }

  @Test("a path that a derivative of 0 cuts is none")
  func cut() throws {
    let rule = try rule(TestProgram("param w = -1\nh = relu(w)\nL = 3 * h\nbackprop L"), "w")
    #expect(rule.total == 0)
    #expect(rule.paths.allSatisfy { $0.value == 0 })
  }
}

extension Formula {
  /// The product of the numbers in it.
  fileprivate var product: Double {
    var product = 1.0
    forEachNumber { value, _ in product *= value }
    return product
  }
}
