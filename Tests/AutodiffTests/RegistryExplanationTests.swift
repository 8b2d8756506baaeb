import TestSupport
import Testing

@testable import Autodiff

@Suite("Every operation of the registry explains itself")
struct RegistryExplanationTests {
  @Test("each element's formula has the element's value", arguments: Example.all)
  func formula(example: Example) throws {
    try forEachElement(of: example) { formula, value in
      let explained = try #require(formula.value)
      #expect(isClose(explained, value))
    }
  }

  @Test("each step towards the value keeps it, and the last is the number", arguments: Example.all)
  func steps(example: Example) throws {
    try forEachElement(of: example, body: expectStepsKeepValue)
  }

  @Test("its symbols name every input", arguments: Example.all)
  func symbols(example: Example) {
    let names = example.shapes.indices.map { "input\($0)" }
    let formula = example.operation.symbols(names.map { .name($0) })
    #expect(formula.hasNames)
    // A bound that only prevents a division by 0 is not written.
    let written = example.operation === Operation.bounded ? Array(names.prefix(1)) : names
    #expect(Set(written).isSubset(of: formula.names))
  }

  @Test("the shape rule and the value agree", arguments: Example.all)
  func shape(example: Example) throws {
    var random = SplitMix64(seed: 1)
    let shape = try example.operation.shape(example.shapes)
    let value = try example.operation.value(example.smoothInputs(&random), shape)
    #expect(value.shape == shape)
    #expect(value.count == shape.count)
  }

  /// Visits the elements of results on random inputs: smooth ones and, where they make sense, whole
  /// numbers.
  private func forEachElement(
    of example: Example, body: (Formula, Double) throws -> Void
  ) throws {
    for seed in Example.seeds {
      var random = SplitMix64(seed: seed)
      for inputs in [example.smoothInputs(&random), example.wholeInputs(&random)] {
        guard let inputs else { continue }
        try example.operation.forEachElement(of: inputs, body)
      }
    }
  }
}

@Suite("A softmax is explained without overflow")
struct LargeSoftmaxTests {
  @Test(arguments: [Operation.softmax, .logSoftmax], [vector(1000, 1001), vector(-999, -1000)])
  func steps(operation: Autodiff.Operation, x: Tensor) throws {
    try operation.forEachElement(of: [x], expectStepsKeepValue)
  }

  @Test func stepsOfCrossEntropy() throws {
    let inputs = [vector(0, 1), vector(1000, 1)]
    try Operation.softmaxCrossEntropy.forEachElement(of: inputs, expectStepsKeepValue)
  }
}

@Suite("A long explanation leaves its middle out")
struct AbridgedExplanationTests {
  /// Operations on more elements than are written out.
  static let long = [
    example(.sum(), [40]), example(.sum(axis: 0), [20, 2]), example(.sum(to: Shape([2])), [20, 2]),
    example(.mean(), [5, 4]), example(.mean(axis: 1), [2, 13]), example(.max(), [40]),
    example(.min(axis: 0), [20, 2]), example(.argmax(), [40]),
    example(.matrixProduct, [2, 40], [40, 3]), example(.matrixProduct, [13], [13]),
    example(.softmax, [2, 20]), example(.logSoftmax, [20]),
    example(.softmaxCrossEntropy, [2, 20], [2, 20]),
    example(.convolution(stride: 1, padding: 0), [6, 6], [5, 5]),
    example(.maxPool(size: 4), [4, 8]), example(.averagePool(size: 4), [4, 8]),
  ]

  private static func example(_ operation: Operation, _ shapes: [Int]...) -> Example {
    Example(operation: operation, shapes: shapes.map { Shape($0) }, domain: -2..<2)
  }

  @Test("and has the value of the whole, at every step", arguments: long)
  func value(example: Example) throws {
    var random = SplitMix64(seed: 1)
    try example.operation.forEachElement(of: example.smoothInputs(&random)) { formula, value in
      #expect(formula.omittedCount > 0)
      #expect(formula.writtenNumberCount < 50)
      try expectStepsKeepValue(formula, value)
    }
  }

  @Test("after twelve parts: the first four and the last two stay")
  func positions() {
    #expect(Formula.abridgedPositions(count: 12) == Array(0..<12))
    #expect(Formula.abridgedPositions(count: 13) == [0, 1, 2, 3, nil, 11, 12])
  }
}

extension Operation {
  /// Visits each element of the result on `inputs`, as a formula of their numbers and as a number.
  fileprivate func forEachElement(
    of inputs: [Tensor], _ body: (Formula, Double) throws -> Void
  ) throws {
    let operands = inputs.map { tensor in Operand(tensor: tensor) { .number(tensor[$0]) } }
    let value = try self(inputs)
    for offset in 0..<value.count {
      try body(element(offset, operands, value.shape), value[offset])
    }
  }
}

/// Reduces a formula to the end, and expects `value` of each line and a number as the last.
private func expectStepsKeepValue(_ formula: Formula, _ value: Double) throws {
  var line = formula
  for _ in 0..<20 {
    guard let next = line.reduced else { break }
    line = next
    #expect(isClose(try #require(line.value), value), "at \(line.text)")
  }
  #expect(line.isNumber, "\(formula.text) ends as \(line.text)")
}
