import Autodiff
import Text

extension LayerKind {
  /// y = f(x + g(x)), where g is the block. In PyTorch, a module whose `block` is a Sequential.
  ///
  /// K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2015.
  package static let residual = LayerKind(
    "residual", "y = f(x + g(x)), where g is the layers in braces, whose output has the shape of x",
    as: "residual { dense 8 relu, dense 8 } relu", [.block, .activation],
    pytorch: "Residual({block})", onnx: "Add"
  ) { (site) throws(Diagnostic) in
    guard let output = site.block, output == site.input else {
      throw Diagnostic(
        "\(site.name) adds the output of its block to its input, and their shapes differ: "
          + "\(site.block ?? site.input) and \(site.input)")
    }
    return (output, [])
  } build: { (builder, x, layer) throws(Diagnostic) in
    guard let block = layer.block else { preconditionFailure("a residual layer has a block") }
    return try builder.apply(.add, x, block.build(&builder, x).output)
  }
}
