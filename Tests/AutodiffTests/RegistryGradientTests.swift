import TestSupport
import Testing

@testable import Autodiff

@Suite("Every operation of the registry differentiates itself")
struct RegistryGradientTests {
  @Test("its gradient is the slope that central differences measure", arguments: Example.all)
  func firstDerivative(example: Example) throws {
    for seed in Example.seeds {
      var check = try DerivativeCheck(example, seed: seed)
      let first = check.firstDerivatives()
      try check.compare(first)
    }
  }

  @Test("its gradient's gradient is the slope of its gradient", arguments: Example.all)
  func secondDerivative(example: Example) throws {
    for seed in Example.seeds {
      var check = try DerivativeCheck(example, seed: seed)
      if let second = check.secondDerivatives() { try check.compare(second) }
    }
  }

  @Test("labels, which no derivative is asked of, receive no gradient")
  func discreteInputs() throws {
    for example in Example.all where example.isDiscrete {
      var check = try DerivativeCheck(example, seed: 1)
      let gradients = check.firstDerivatives().gradients
      #expect(check.inputs.allSatisfy { gradients[$0] == nil })
    }
  }
}

/// A weighted sum of an operation's result, with its inputs.
private struct DerivativeCheck {
  private var graph = Graph()
  private var random: SplitMix64
  private let isDiscrete: Bool
  let inputs: [NodeID]
  private let values: [NodeID: Tensor]
  private let total: NodeID

  init(_ example: Example, seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    isDiscrete = example.isDiscrete
    let tensors = example.smoothInputs(&random)
    var graph = Graph()
    inputs = tensors.map { graph.variable($0) }
    values = Dictionary(uniqueKeysWithValues: zip(inputs, tensors))
    let result = try graph.apply(example.operation, inputs)
    total = graph.weightedSum([result], &random)
    self.graph = graph
  }

  mutating func firstDerivatives() -> BackwardPass {
    graph.differentiate(total, by: Set(inputs))
  }

  /// The derivatives of a weighted sum of the gradients; `nil` where no gradient reaches an input.
  mutating func secondDerivatives() -> BackwardPass? {
    let first = firstDerivatives()
    let gradients = inputs.compactMap { first.gradients[$0] }
    if gradients.isEmpty { return nil }
    return graph.differentiate(graph.weightedSum(gradients, &random), by: Set(inputs))
  }

  /// Compares the gradients of the inputs with central differences.
  ///
  /// An input that the pass did not reach has the derivative 0.
  func compare(_ pass: BackwardPass) throws {
    if isDiscrete { return }
    for input in inputs {
      let measured = try graph.differences(of: pass.target, by: input, at: values)
      let derived =
        try pass.gradients[input].map { try graph.value(of: $0, setting: values) }
        ?? Tensor(measured.shape, repeating: 0)
      #expect(derived.shape == measured.shape)
      #expect(
        isClose(derived.elements, measured.elements, within: 1e-6),
        "by input \(inputs.firstIndex(of: input)!)")
    }
  }
}
