import Autodiff
import Foundation
import TestSupport
import Testing
import Text

@testable import Learning

/// A loss and the same in a plain loop, on the rows of a target and a prediction.
struct LossSample: Sendable, CustomTestStringConvertible {
  let loss: LossSpecification
  /// Whether the prediction is a probability.
  var isOfProbabilities = false
  let loop: @Sendable (_ y: [[Double]], _ p: [[Double]]) -> Double

  var testDescription: String { loss.description }

  static let all = [
    LossSample(loss: .init(.meanError)) { meanOfElements($0, $1) { $0 - $1 } },
    LossSample(loss: .init(.sse)) { meanOfElements($0, $1) { ($0 - $1) * ($0 - $1) } * count($0) },
    LossSample(loss: .init(.mse)) { meanOfElements($0, $1) { ($0 - $1) * ($0 - $1) } },
    LossSample(loss: .init(.mae)) { meanOfElements($0, $1) { abs($0 - $1) } },
    LossSample(loss: "huber(delta = 0.5)") {
      meanOfElements($0, $1) { y, p in
        let e = abs(y - p)
        return e <= 0.5 ? 0.5 * e * e : 0.5 * (e - 0.25)
      }
    },
    LossSample(loss: .init(.bce), isOfProbabilities: true) {
      meanOfElements($0, $1) { y, p in -(y * log(p) + (1 - y) * log(1 - p)) }
    },
    LossSample(loss: .init(.bceLogits)) {
      meanOfElements($0, $1) { y, x in
        let p = 1 / (1 + exp(-x))
        return -(y * log(p) + (1 - y) * log(1 - p))
      }
    },
    LossSample(loss: .init(.crossEntropy), isOfProbabilities: true) {
      meanOfRows($0, $1) { zip($0, $1).reduce(0) { $0 - $1.0 * log($1.1) } }
    },
    LossSample(loss: .init(.crossEntropyLogits)) {
      meanOfRows($0, $1) { y, x in
        let total = x.reduce(0) { $0 + exp($1) }
        return zip(y, x).reduce(0) { $0 - $1.0 * log(exp($1.1) / total) }
      }
    },
  ]

  private static func count(_ rows: [[Double]]) -> Double { Double(rows.joined().count) }

  private static func meanOfElements(
    _ y: [[Double]], _ p: [[Double]], _ term: (Double, Double) -> Double
  ) -> Double {
    var total = 0.0
    for (y, p) in zip(y.joined(), p.joined()) { total += term(y, p) }
    return total / count(y)
  }

  private static func meanOfRows(
    _ y: [[Double]], _ p: [[Double]], _ row: ([Double], [Double]) -> Double
  ) -> Double {
    zip(y, p).reduce(0) { $0 + row($1.0, $1.1) } / Double(y.count)
  }
}

struct LossTests {
  @Test("a loss is its formula over rows, and over one row", arguments: LossSample.all)
  func value(sample: LossSample) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      var random = SplitMix64(seed: seed)
      func rows(_ count: Int, _ range: Range<Double>) -> [[Double]] {
        (0..<count).map { _ in (0..<3).map { _ in .random(in: range, using: &random) } }
      }
      let y = rows(2, 0.05..<0.95)
      let p = rows(2, sample.isOfProbabilities ? 0.05..<0.95 : -3..<3)
      let matrices = (matrix(y[0], y[1]), matrix(p[0], p[1]))
      #expect(isClose(try sample.loss.value(matrices.0, matrices.1), sample.loop(y, p)))
      let vectors = (Tensor(Shape([3]), y[0]), Tensor(Shape([3]), p[0]))
      #expect(isClose(try sample.loss.value(vectors.0, vectors.1), sample.loop([y[0]], [p[0]])))
    }
  }

  @Test("every loss is compared with a loop, except the one that is not a number")
  func completeness() {
    let compared = Set(LossSample.all.map { $0.loss.name })
    #expect(Set(Loss.functions.map { $0.name }).subtracting(compared) == ["error"])
  }

  @Test("the error is the difference of each pair")
  func error() throws {
    var graph = Graph()
    let (y, p) = (graph.constant(vector(1, 2)), graph.constant(vector(3, -1)))
    let error = try LossSpecification(.error)(&graph, target: y, prediction: p)
    #expect(try graph.value(of: error) == vector(-2, 3))
  }

  @Test("shapes that would broadcast are refused", arguments: Loss.functions)
  func broadcasting(loss: Loss) {
    for (y, p) in [([3], [3, 1]), ([2, 3], [3]), ([1], [3]), ([2], [3])] as [([Int], [Int])] {
      let message =
        "'\(loss.name)' compares a target and a prediction of one shape, "
        + "not \(Shape(y)) and \(Shape(p))"
      #expect(throws: Diagnostic(message)) {
        try loss.value(Tensor(Shape(y), repeating: 0.5), Tensor(Shape(p), repeating: 0.5))
      }
    }
  }

  @Test("a single target holds for every prediction", arguments: [Loss.mse, .mae, .sse, .bce])
  func singleTarget(loss: Loss) throws {
    let prediction = vector(0.2, 0.7)
    #expect(try loss.value(Tensor(1), prediction) == loss.value(vector(1, 1), prediction))
  }
}
