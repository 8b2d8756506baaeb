import Autodiff
import Text

package func vector(_ elements: Double...) -> Tensor { Tensor(Shape([elements.count]), elements) }

package func matrix(_ rows: [Double]...) -> Tensor {
  Tensor(Shape([rows.count, rows[0].count]), rows.flatMap { $0 })
}

extension Graph {
  /// The values of `targets` and of all they are computed from, with some variables set to other
  /// tensors than their initial ones.
  package func evaluated(
    _ targets: [NodeID], setting variables: [NodeID: Tensor] = [:]
  ) throws(Diagnostic) -> Evaluator {
    var evaluator = Evaluator()
    for (id, tensor) in variables { evaluator[id] = tensor }
    for id in ancestors(of: targets) { try evaluator.evaluate(id, in: self) }
    return evaluator
  }

  /// One node's value.
  package func value(
    of target: NodeID, setting variables: [NodeID: Tensor] = [:]
  ) throws(Diagnostic) -> Tensor {
    try evaluated([target], setting: variables)[target]!
  }
}
