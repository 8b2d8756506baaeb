import Autodiff
import TestSupport
import Testing

@testable import Learning

extension Loss {
  func value(_ target: Tensor, _ prediction: Tensor) throws -> Double {
    try LossSpecification(self).value(target, prediction)
  }

  func gradient(_ target: Tensor, _ prediction: Tensor) throws -> Tensor {
    try LossSpecification(self).gradient(target, prediction)
  }
}

extension LossSpecification {
  /// The loss of a prediction against a target, which must be one number.
  func value(_ target: Tensor, _ prediction: Tensor) throws -> Double {
    var graph = Graph()
    let (y, p) = (graph.constant(target), graph.variable(prediction))
    let loss = try self(&graph, target: y, prediction: p)
    return try #require(graph.value(of: loss).number)
  }

  /// The gradient of the loss by the prediction.
  func gradient(_ target: Tensor, _ prediction: Tensor) throws -> Tensor {
    var graph = Graph()
    let (y, p) = (graph.constant(target), graph.variable(prediction))
    let loss = try self(&graph, target: y, prediction: p)
    let gradient = try #require(graph.differentiate(loss, by: [p]).gradients[p])
    return try graph.value(of: gradient)
  }
}
