import TestSupport
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
