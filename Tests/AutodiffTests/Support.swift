import TestSupport
import Testing
import Text

@testable import Autodiff

extension Operation {
  /// The operation's value, without a graph.
  func callAsFunction(_ inputs: [Tensor]) throws(Diagnostic) -> Tensor {
    try value(inputs, try shape(inputs.map { $0.shape }))
  }

  func callAsFunction(_ inputs: Tensor...) throws(Diagnostic) -> Tensor { try self(inputs) }

  /// The gradient of the sum of the operation's result by each input: 0 where no gradient arrives.
  func gradients(_ inputs: Tensor...) throws(Diagnostic) -> [Tensor] {
    var graph = Graph()
    let variables = inputs.map { graph.variable($0) }
    let total = graph.emit(.sum(), try graph.apply(self, variables))
    let pass = graph.differentiate(total, by: Set(variables))
    var result: [Tensor] = []
    for id in variables {
      guard let gradient = pass.gradients[id] else {
        result.append(Tensor(graph[id].shape, repeating: 0))
        continue
      }
      result.append(try graph.value(of: gradient))
    }
    return result
  }
}

extension Graph {
  /// The derivative of a number by each element of an input, by central differences.
  func differences(
    of target: NodeID, by input: NodeID, at values: [NodeID: Tensor], step: Double = 1e-5
  ) throws(Diagnostic) -> Tensor {
    var slopes = Tensor(self[input].shape, repeating: 0)
    for offset in 0..<slopes.count {
      var moved = values
      moved[input]![offset] = values[input]![offset] + step
      let above = try value(of: target, setting: moved)[0]
      moved[input]![offset] = values[input]![offset] - step
      let below = try value(of: target, setting: moved)[0]
      slopes[offset] = (above - below) / (2 * step)
    }
    return slopes
  }

  /// A number that depends on every element of `nodes`, on each in its own way.
  mutating func weightedSum(_ nodes: [NodeID], _ random: inout SplitMix64) -> NodeID {
    let sums = nodes.map { node in
      let weights = (0..<self[node].shape.count).map { _ in 0.5 + random.fraction() }
      let weight = constant(Tensor(self[node].shape, weights))
      return emit(.sum(), emit(.multiply, node, weight))
    }
    return sums.dropFirst().reduce(sums[0]) { emit(.add, $0, $1) }
  }
}

extension Graph {
  /// Storage for every variable, with its initial value.
  func bound<S: PlanScalar>(
    as type: S.Type
  ) -> (variables: Variables<S>, storage: [NodeID: Storage<S>]) {
    var variables = Variables<S>()
    var all: [NodeID: Storage<S>] = [:]
    for index in 0..<count {
      let id = id(index)
      guard case .variable(let initial, _) = self[id].source else { continue }
      let storage = Storage<S>(initial)
      variables.bind(id, to: storage)
      all[id] = storage
    }
    return (variables, all)
  }

  /// What a plan computes, the variables having their initial values.
  func planned<S: PlanScalar>(_ results: [NodeID], as type: S.Type) throws -> [[S]] {
    let plan = try Plan<S>(self, results: results, variables: bound(as: S.self).variables)
    plan.run()
    return results.map { id in (0..<self[id].shape.count).map { plan[id][$0] } }
  }

  /// Compares plans in Double and Float with the evaluator.
  func comparePlan(_ results: [NodeID], _ name: String) throws {
    let expected = try results.map { try value(of: $0).elements }
    let double = try planned(results, as: Double.self)
    let float = try planned(results, as: Float.self)
    for (position, values) in expected.enumerated() {
      for (i, value) in values.enumerated() {
        guard isClose(double[position][i], value, within: 1e-12) else {
          Issue.record("\(name), result \(position) at \(i): \(double[position][i]), not \(value)")
          break
        }
        guard isClose(Double(float[position][i]), value, within: 1e-4) else {
          Issue.record("\(name) in Float, \(position) at \(i): \(float[position][i]), not \(value)")
          break
        }
      }
    }
  }
}
