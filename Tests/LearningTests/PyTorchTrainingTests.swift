import Autodiff
import TestSupport
import Testing

@testable import Learning

/// Six steps of training as PyTorch 2.15.0 takes them in float64.
///
/// The numbers are those of Tests/Programs/optimizer-*.nn, which make_programs.py there wrote.
struct PyTorchTrainingTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let optimizer: Optimizer
    let w: [Double]
    let v: [Double]
    let b: Double

    var testDescription: String { optimizer.name }
  }

  static let goldens = [
    Golden(
      optimizer: "momentum(rate = 0.1, momentum = 0.9)",
      w: [-0.0865831723, 0.0254522497, 0.350603953, 0.757658912],
      v: [-0.243035025, -0.396857911], b: 0.113772388),
    Golden(
      optimizer: "momentum(rate = 0.1, momentum = 0.8, weight_decay = 0.1)",
      w: [-0.0467628910, -0.0145455801, 0.326844203, 0.616611217],
      v: [-0.147308623, -0.367130111], b: 0.0920621271),
    Golden(
      optimizer: "adagrad(rate = 0.5, eps = 0.1)",
      w: [-0.279495135, 0.207563777, 0.102292145, 0.912765378],
      v: [0.304361875, -0.767303574], b: -0.221611265),
    Golden(
      optimizer: "adadelta(rate = 2, rho = 0.8, eps = 0.001)",
      w: [-0.157088325, 0.00986170939, 0.191181255, 0.864314654],
      v: [0.450373083, -0.660569219], b: 0.264297960),
    Golden(
      optimizer: "adamw(rate = 0.1, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0.3)",
      w: [-0.208959011, 0.0540187218, 0.142249789, 0.688110507],
      v: [0.145920954, -0.282100449], b: 0.542835555),
  ]

  @Test("a small network learns as it does in PyTorch", arguments: goldens)
  func training(golden: Golden) throws {
    // L = mse(Y, tanh(X @ W + b) @ v)
    var graph = Graph()
    let x = graph.constant(Tensor(Shape([3, 2]), [0.5, -1, 1.5, 0.3, -0.7, 0.8]))
    let y = graph.constant(Tensor(Shape([3]), [0.9, -0.4, 0.2]))
    let starts = [
      Tensor(Shape([2, 2]), [0.3, -0.5, 0.8, 0.2]), Tensor(Shape([2]), [0.7, -0.6]), Tensor(0.1),
    ]
    let parameters = starts.map { graph.variable($0) }
    let sum = graph.emit(.add, graph.emit(.matrixProduct, x, parameters[0]), parameters[2])
    let prediction = graph.emit(.matrixProduct, graph.emit(.tanh, sum), parameters[1])
    let loss = try LossSpecification(.mse)(&graph, target: y, prediction: prediction)
    let pass = graph.differentiate(loss, by: Set(parameters))
    let gradients = try parameters.map { try #require(pass.gradients[$0]) }

    var runs = starts.map { OptimizerRun(golden.optimizer, start: $0) }
    for _ in 0..<6 {
      let present = Dictionary(uniqueKeysWithValues: zip(parameters, runs.map { $0.parameter }))
      let evaluator = try graph.evaluated(gradients, setting: present)
      for (position, gradient) in gradients.enumerated() {
        try runs[position].step(#require(evaluator[gradient]))
      }
    }
    #expect(isClose(runs[0].parameter.elements, golden.w, within: 1e-9))
    #expect(isClose(runs[1].parameter.elements, golden.v, within: 1e-9))
    #expect(isClose(runs[2].parameter[0], golden.b, within: 1e-9))
  }
}
