import Autodiff
import TestSupport
import Testing

@testable import Learning

/// An optimizer and the same rule in plain arithmetic.
private struct Rule: Sendable, CustomTestStringConvertible {
  typealias Step = (_ w: Double, _ g: Double) -> Double

  let optimizer: Optimizer
  /// Starts the rule for one number: a step closes over its own state.
  let start: @Sendable () -> Step

  init(_ optimizer: Optimizer, start: @escaping @Sendable () -> Step) {
    self.optimizer = optimizer
    self.start = start
  }

  var testDescription: String { optimizer.description }

  static let all: [Rule] = [
    Rule("sgd(rate = 0.1)") { { w, g in w - 0.1 * g } },
    Rule("sgd(rate = 0.1, weight_decay = 0.3)") { { w, g in w - 0.1 * (g + 0.3 * w) } },
    Rule("momentum(rate = 0.1, momentum = 0.9)") {
      var b = 0.0
      return { w, g in
        b = 0.9 * b + g
        return w - 0.1 * b
      }
    },
    Rule("nesterov(rate = 0.1, momentum = 0.9, weight_decay = 0.2)") {
      var b = 0.0
      return { w, g in
        let g = g + 0.2 * w
        b = 0.9 * b + g
        return w - 0.1 * (g + 0.9 * b)
      }
    },
    Rule("rmsprop(rate = 0.01, alpha = 0.99, eps = 1e-3, weight_decay = 0.2)") {
      var v = 0.0
      return { w, g in
        let g = g + 0.2 * w
        v = 0.99 * v + 0.01 * g * g
        return w - 0.01 * g / (v.squareRoot() + 1e-3)
      }
    },
    Rule("adagrad(rate = 0.1, eps = 1e-2, weight_decay = 0.2)") {
      var s = 0.0
      return { w, g in
        let g = g + 0.2 * w
        s += g * g
        return w - 0.1 * g / (s.squareRoot() + 1e-2)
      }
    },
    Rule("adadelta(rate = 1.5, rho = 0.9, eps = 1e-3, weight_decay = 0.2)") {
      var (v, u) = (0.0, 0.0)
      return { w, g in
        let g = g + 0.2 * w
        v = 0.9 * v + 0.1 * g * g
        let delta = (u + 1e-3).squareRoot() / (v + 1e-3).squareRoot() * g
        u = 0.9 * u + 0.1 * delta * delta
        return w - 1.5 * delta
      }
    },
    Rule("adam(rate = 0.1, beta1 = 0.9, beta2 = 0.99, eps = 1e-3)") {
      let direction = adamDirection(beta1: 0.9, beta2: 0.99, eps: 1e-3)
      return { w, g in w - 0.1 * direction(g) }
    },
    Rule("adam(rate = 0.1, beta1 = 0.9, beta2 = 0.99, eps = 1e-3, weight_decay = 0.3)") {
      let direction = adamDirection(beta1: 0.9, beta2: 0.99, eps: 1e-3)
      return { w, g in w - 0.1 * direction(g + 0.3 * w) }
    },
    // The decay applies to the weight directly: the moments see only the gradient.
    Rule("adamw(rate = 0.1, beta1 = 0.9, beta2 = 0.99, eps = 1e-3, weight_decay = 0.3)") {
      let direction = adamDirection(beta1: 0.9, beta2: 0.99, eps: 1e-3)
      return { w, g in w - 0.1 * 0.3 * w - 0.1 * direction(g) }
    },
  ]

  /// g ↦ (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
  private static func adamDirection(
    beta1: Double, beta2: Double, eps: Double
  ) -> (Double) -> Double {
    var (m, v, power1, power2) = (0.0, 0.0, 1.0, 1.0)
    return { g in
      m = beta1 * m + (1 - beta1) * g
      v = beta2 * v + (1 - beta2) * g * g
      power1 *= beta1
      power2 *= beta2
      return m / (1 - power1) / ((v / (1 - power2)).squareRoot() + eps)
    }
  }
}

struct OptimizerTests {
  @Test("steps follow the formula, each element with its own state", arguments: Rule.all)
  fileprivate func steps(rule: Rule) throws {
    let gradients = [[0.5, -2], [0.25, 0], [-1, 3], [0, 0.125], [2, -0.5]]
    var training = OptimizerRun(rule.optimizer, start: Tensor(Shape([2]), [0.38, -1.5]))
    var expected = [0.38, -1.5]
    let steps = [rule.start(), rule.start()]
    for gradient in gradients {
      try training.step(Tensor(Shape([2]), gradient))
      expected = (0..<2).map { steps[$0](expected[$0], gradient[$0]) }
      #expect(isClose(training.parameter.elements, expected))
    }
  }

  @Test("a number and a tensor take the same steps", arguments: Rule.all)
  fileprivate func ranks(rule: Rule) throws {
    var number = OptimizerRun(rule.optimizer, start: Tensor(0.38))
    var tensor = OptimizerRun(rule.optimizer, start: Tensor(Shape([2, 3]), repeating: 0.38))
    for gradient in [0.5, -2, 1] {
      try number.step(Tensor(gradient))
      try tensor.step(Tensor(Shape([2, 3]), repeating: gradient))
      #expect(tensor.parameter == Tensor(Shape([2, 3]), repeating: number.parameter[0]))
    }
  }

  @Test("every optimizer is compared with its rule in plain arithmetic")
  fileprivate func completeness() {
    #expect(Set(Rule.all.map { $0.optimizer.name }) == Set(UpdateRule.names))
  }

  @Test("every state has one next value, and every step names it", arguments: Rule.all)
  fileprivate func states(rule: Rule) throws {
    let run = OptimizerRun(rule.optimizer, start: Tensor(1))
    #expect(Set(run.update.states.map { $0.state }) == Set(run.states))
    #expect(run.update.states.count == rule.optimizer.states.count)
    let named = Set(run.update.intermediates.map { $0.name })
    #expect(named.isSuperset(of: rule.optimizer.states.map { $0.name }))
  }

  @Test("Adam's first step is the rate against the gradient's sign, however small")
  func firstStepOfAdam() throws {
    let adam: Optimizer = "adam(rate = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8)"
    var run = OptimizerRun(adam, start: Tensor(Shape([2]), [1, 1]))
    try run.step(Tensor(Shape([2]), [1e-3, -100]))
    #expect(isClose(run.parameter.elements, [0.999, 1.001], within: 1e-7))
  }

  @Test("without momentum or decay, momentum is plain gradient descent")
  func momentumOfZero() throws {
    var plain = OptimizerRun("sgd(rate = 0.1)", start: Tensor(1))
    var momentum = OptimizerRun("momentum(rate = 0.1, momentum = 0)", start: Tensor(1))
    for gradient in [0.5, -2, 1] {
      try plain.step(Tensor(gradient))
      try momentum.step(Tensor(gradient))
      #expect(momentum.parameter == plain.parameter)
    }
  }

  @Test("state is kept under another rate, and reset by another rule or setting")
  func continuing() {
    let adam: Optimizer = "adam(rate = 0.1, beta1 = 0.9, beta2 = 0.99, eps = 1e-3)"
    #expect(adam.continues("adam(rate = 0.5, beta1 = 0.9, beta2 = 0.99, eps = 1e-3)"))
    #expect(!adam.continues("adam(rate = 0.1, beta1 = 0.8, beta2 = 0.99, eps = 1e-3)"))
    #expect(
      !adam.continues("adam(rate = 0.1, beta1 = 0.9, beta2 = 0.99, eps = 1e-3, weight_decay = 1)"))
    #expect(
      !adam.continues("adamw(rate = 0.1, beta1 = 0.9, beta2 = 0.99, eps = 1e-3, weight_decay = 0)"))
    let momentum: Optimizer = "momentum(rate = 0.1, momentum = 0.9)"
    #expect(!momentum.continues("nesterov(rate = 0.1, momentum = 0.9)"))
    #expect(!momentum.continues("sgd(rate = 0.1)"))
  }
}
