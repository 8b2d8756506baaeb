import Autodiff
import Learning
import Rendering
import Text

/// A matrix product of a training step, [rows, inner] · [inner, columns], whose operands may be transposed in memory.
struct LayerProduct {
  /// The position of its layer in the model, from 1.
  let layer: Int
  let role: ProductMeasurement.Role
  let rows: Int
  let inner: Int
  let columns: Int
  var transposesLeft = false
  var transposesRight = false

  /// The products of a layer; empty for a layer without weights.
  ///
  /// A dense layer multiplies a batch X [n, i] by its weights W [o, i]: Y = X · Wᵀ, with the gradients δᵀ · X and δ · W. A
  /// convolution multiplies its kernel K [o, i] by the patches P [i, p] of each image: Y = K · P, with the gradients δ · Pᵀ and
  /// Kᵀ · δ.
  static func all(of layer: Layer, batch: Int) -> [LayerProduct] {
    guard let weights = layer.parameters.first(where: { $0.role == .weight })?.shape else {
      return []
    }
    let outputs = weights.sizes[0]
    let inputs = weights.count / outputs
    func product(
      _ role: ProductMeasurement.Role, _ rows: Int, _ inner: Int, _ columns: Int,
      left: Bool = false, right: Bool = false
    ) -> LayerProduct {
      LayerProduct(
        layer: layer.number, role: role, rows: rows, inner: inner, columns: columns,
        transposesLeft: left, transposesRight: right)
    }
    if layer.outputShape.rank == 1 {
      return [
        product(.forward, batch, inputs, outputs, right: true),
        product(.weightGradient, outputs, batch, inputs, left: true),
        product(.inputGradient, batch, outputs, inputs),
      ]
    }
    let places = layer.outputShape.count / outputs
    return [
      product(.forward, outputs, inputs, places),
      product(.weightGradient, outputs, places, inputs, right: true),
      product(.inputGradient, inputs, outputs, places, left: true),
    ]
  }
}

extension Workload {
  /// The products of its layers, from first to last: forward, and for the gradients of weights and inputs.
  func products() throws(Diagnostic) -> [LayerProduct] {
    try Model(ModelSpecification(layers: model), sampleShape: Shape(sampleShape))
      .layers.flatMap { LayerProduct.all(of: $0, batch: batch) }
  }
}
