import Autodiff
import TestSupport
import Testing

@testable import Learning

/// A parameter that is updated with given gradients, with its optimizer's state.
struct OptimizerRun {
  let update: ParameterUpdate
  let states: [NodeID]
  private(set) var parameter: Tensor
  private let graph: Graph
  private let gradient: NodeID
  private var stateValues: [NodeID: Tensor]

  init(_ optimizer: Optimizer, start: Tensor) {
    var graph = Graph()
    let node = graph.variable(start)
    gradient = graph.variable(start)
    let zero = optimizer.states.map { $0.isScalar ? Tensor(0) : Tensor(start.shape, repeating: 0) }
    states = zero.map { graph.variable($0) }
    stateValues = Dictionary(uniqueKeysWithValues: zip(states, zero))
    update = optimizer.update(&graph, parameter: node, gradient: gradient, states: states)
    parameter = start
    self.graph = graph
  }

  mutating func step(_ gradientValue: Tensor) throws {
    var values = stateValues
    values[update.parameter] = parameter
    values[gradient] = gradientValue
    let evaluator = try graph.evaluated(
      [update.value] + update.states.map { $0.next }, setting: values)
    parameter = try #require(evaluator[update.value])
    for (state, next) in update.states { stateValues[state] = evaluator[next] }
  }
}
