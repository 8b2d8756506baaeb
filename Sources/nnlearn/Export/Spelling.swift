import Learning

// Ingredients declare how they are written for other programs, with their settings in braces.

extension String {
  /// Returns the text with the value of each name in braces.
  fileprivate func filled(_ value: (String) -> String) -> String {
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open] + value(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

extension Setting {
  fileprivate func text(_ value: Double) -> String {
    if case .whole = bounds { "\(Int(value))" } else { "\(value)" }
  }
}

extension Choice {
  /// Returns the ingredient as a template of its kind writes it: `{rate}` is a setting, `{momentum?}` whether it is not 0.
  /// - Parameter others: the values of names that are no settings.
  func written(as template: String, _ others: [String: String] = [:]) -> String {
    template.filled { name in
      if let other = others[name] { return other }
      if name.hasSuffix("?") { return self[String(name.dropLast())] != 0 ? "True" : "False" }
      return kind.settings.first { $0.name == name }!.text(self[name])
    }
  }
}

extension Layer {
  /// Returns the layer as a template of its kind writes it, with the modules of its block.
  fileprivate func written(as template: String, _ block: [ExportedModule]) -> String {
    template.filled { name in
      switch name {
      case "inputs": return "\(inputShape.sizes[0])"
      case "axes": return inputShape.rank == 1 ? "1" : "2"
      case "block":
        return block.map { "\n    " + $0.pytorch.replacing("\n", with: "\n    ") + "," }.joined()
          + "\n"
      default: break
      }
      return specification.kind.settings.first { $0.name == name }!.text(specification[name])
    }
  }
}

/// A module of PyTorch's Sequential and operator of ONNX: a layer's sums, or an activation.
struct ExportedModule {
  /// Its place in the model, with which the names of its weights begin: `2` of `2.weight`.
  let name: String
  let pytorch: String
  let onnx: String
  /// The modules of its block, whose output is added to its input.
  let block: [ExportedModule]

  init(_ name: String, _ activation: Activation) {
    let choice = Choice(activation)
    (self.name, block) = (name, [])
    pytorch = choice.written(as: activation.pytorch)
    onnx = choice.written(as: activation.onnx)
  }

  private init(
    _ name: String, _ kind: LayerKind, _ block: [ExportedModule] = [],
    _ fill: (String, [ExportedModule]) -> String
  ) {
    (self.name, self.block) = (name, block)
    (pytorch, onnx) = (fill(kind.pytorch, block), fill(kind.onnx, block))
  }

  /// The modules of a model, in order of computation.
  static func all(of model: Model) -> [ExportedModule] {
    let first = model.flattensImages ? [ExportedModule("0", .flatten) { text, _ in text }] : []
    return all(of: model.layers, in: "", after: first)
  }

  private static func all(
    of layers: [Layer], in prefix: String, after first: [ExportedModule] = []
  ) -> [ExportedModule] {
    var modules = first
    for layer in layers {
      let name = "\(prefix)\(modules.count)"
      let block = layer.block.map { all(of: $0.layers, in: name + ".block.") } ?? []
      modules.append(ExportedModule(name, layer.specification.kind, block, layer.written))
      if layer.activation.isModule {
        modules.append(ExportedModule("\(prefix)\(modules.count)", layer.activation))
      }
    }
    return modules
  }
}
