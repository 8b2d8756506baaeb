import TestSupport
import Testing
import Text

@testable import Autodiff

@Suite("Shapes that do not fit")
struct ShapeErrorTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let operation: Autodiff.Operation
    let shapes: [Shape]
    let message: String

    init(_ operation: Autodiff.Operation, _ shapes: [Int]..., says message: String) {
      self.operation = operation
      self.shapes = shapes.map { Shape($0) }
      self.message = message
    }

    var testDescription: String { message }
  }

  @Test(
    "are refused with the operation's name and the shapes",
    arguments: pairs + reductions + images + rest)
  func refusal(_ refusal: Refusal) {
    #expect(throws: Diagnostic(refusal.message)) {
      try refusal.operation.shape(refusal.shapes)
    }
  }

  @Test("are rejected by the graph, which does not change")
  func graph() throws {
    var graph = Graph()
    let (a, b) = (graph.constant(vector(1, 2)), graph.constant(vector(1, 2, 3)))
    #expect(throws: Diagnostic.self) { try graph.apply(.add, [a, b]) }
    #expect(graph.count == 2)
  }

  static let pairs = [
    Refusal(
      .add, [2], [3],
      says: "'+' cannot combine [2] with [3]: "
        + "the sizes of an axis must be equal, or one of them 1"),
    Refusal(
      .maximum, [2, 3], [2],
      says: "'max' cannot combine [2, 3] with [2]: "
        + "the sizes of an axis must be equal, or one of them 1"),
    Refusal(
      .comparison(.lessOrEqual), [4], [3],
      says: "'<=' cannot combine [4] with [3]: the sizes of an axis must be equal, or one of them 1"
    ),
    Refusal(.choice, [4], [2], [3], says: "'if' cannot choose between [2] and [3] by [4]"),
    Refusal(.choice, [4], [3], [3], says: "'if' cannot choose between [3] and [3] by [4]"),
    Refusal(
      .matrixProduct, [2, 3], [2, 3],
      says: "'@' cannot multiply [2, 3] by [2, 3]: 3 columns against 2 rows"),
    Refusal(
      .matrixProduct, [1], [2, 3],
      says: "'@' cannot multiply [1] by [2, 3]: 1 element against 2 rows"),
    Refusal(
      .matrixProduct, [2, 1], [3],
      says: "'@' cannot multiply [2, 1] by [3]: 1 column against 3 elements"),
    Refusal(
      .matrixProduct, [], [3], says: "'@' multiplies vectors and matrices, not [] by [3]"),
    Refusal(
      .matrixProduct, [2, 2, 2], [2],
      says: "'@' multiplies vectors and matrices, not [2, 2, 2] by [2]"),
    Refusal(.outer, [2, 2], [3], says: "'outer' multiplies two vectors, not [2, 2] by [3]"),
  ]

  static let reductions = [
    Refusal(.sum(axis: 2), [2, 3], says: "'sum' has no axis 2 to run over in [2, 3]"),
    Refusal(.sum(axis: -1), [], says: "'sum' has no axis -1 to run over in []"),
    Refusal(.mean(axis: -3), [2, 3], says: "'mean' has no axis -3 to run over in [2, 3]"),
    Refusal(.max(), [0], says: "'max' has no elements to choose from in [0]"),
    Refusal(.min(axis: 0), [0, 2], says: "'min' has no elements to choose from in [0, 2]"),
    Refusal(.argmax(), [2, 0], says: "'argmax' has no elements to choose from in [2, 0]"),
    Refusal(.sum(to: Shape([2])), [3], says: "'sum_to' cannot sum [3] to [2]"),
    Refusal(.softmax, [], says: "'softmax' runs over a vector's elements, and [] has none"),
    Refusal(
      .logSoftmax, [0], says: "'log_softmax' runs over a vector's elements, and [0] has none"),
    Refusal(
      .softmaxCrossEntropy, [2, 3], [3],
      says: "'cross_entropy_logits' compares a target and logits of one shape, vectors or rows, "
        + "not [2, 3] and [3]"),
  ]

  static let images = [
    Refusal(
      .convolution(stride: 1, padding: 0), [3], [2, 2],
      says: "'conv2d' slides [kh, kw] over [height, width] or [out, in, kh, kw] over "
        + "[n, c, h, w], not [2, 2] over [3]"),
    Refusal(
      .convolution(stride: 1, padding: 0), [1, 2, 5, 5], [4, 3, 2, 2],
      says: "'conv2d' cannot slide [4, 3, 2, 2] over [1, 2, 5, 5]: 2 channels against 3"),
    Refusal(
      .convolution(stride: 1, padding: 1), [3, 3], [6, 2],
      says: "'conv2d' cannot fit [6, 2] into [3, 3] with padding 1"),
    Refusal(
      .maxPool(size: 2), [4], says: "'max_pool' pools [height, width] or [n, c, h, w], not [4]"),
    Refusal(
      .averagePool(size: 3), [4, 2], says: "'avg_pool' cannot fit a window of [3, 3] into [4, 2]"),
  ]

  static let rest = [
    Refusal(
      .reshape(to: Shape([4])), [2, 3],
      says: "'reshape' cannot turn [2, 3], 6 elements, into [4], 4"),
    Refusal(
      .reshape(to: Shape([.max, 2])), [2],
      says: "'reshape' cannot turn [2], 2 elements, into [\(Int.max), 2], far more"),
    Refusal(
      .broadcast(to: Shape([2, 3])), [2], says: "'broadcast' cannot repeat [2] to fill [2, 3]"),
    Refusal(.stack, [2], [3], says: "'[…]' cannot join parts of shapes [2] and [3]: ragged rows"),
    Refusal(.stack, [1, 1, 1, 1], says: "'[…]' nests to rank 4 and no further"),
    Refusal(
      .oneHot(classes: 2), [1, 1, 1, 1], says: "'one_hot' of [1, 1, 1, 1] would have rank 5"),
    Refusal(
      .index([0, 3]), [2, 3],
      says: "'[0, 3]' is out of range: the shape is [2, 3], counted from 0"),
    Refusal(.index([0, 0]), [3], says: "'[0, 0]' is out of range: the shape is [3]"),
    Refusal(.place([0], in: Shape([2, 3])), [2], says: "'place' cannot put [2] into [2, 3]"),
  ]
}

@Suite("Numbers outside an operation's domain")
struct DomainErrorTests {
  @Test("a probability is in [0, 1]", arguments: [-0.1, 1.5])
  func probability(p: Double) {
    #expect(throws: Diagnostic("a probability must lie in [0, 1]; here is \(p)")) {
      try Operation.clampedLog(vector(0.5, p))
    }
  }

  @Test("a label is a whole number below the count of classes", arguments: [-1, 0.5, 3, .nan])
  func label(_ label: Double) {
    let message = "'one_hot' takes whole labels from 0 to 2; here is \(label)"
    #expect(throws: Diagnostic(message)) { try Operation.oneHot(classes: 3)(vector(0, label)) }
  }
}
