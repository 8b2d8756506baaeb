@testable import Learning

/// Ingredients as the language spells them, which this room cannot read: `"sgd(rate = 0.1)"`.
extension Choice: ExpressibleByStringLiteral {
  init(spelt text: String) throws {
    let words = text.split { " (,=)".contains($0) }.map(String.init)
    let kind = try Kind.named(words[0])
    var settings = SettingsReader(kind)
    for position in stride(from: 1, to: words.count, by: 2) {
      let (index, _) = try settings.setting(words[position], at: 0)
      try settings.set(index, to: Double(words[position + 1])!)
    }
    self = try settings.choice()
  }

  public init(stringLiteral text: String) {
    do {
      try self.init(spelt: text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}

extension LayerSpecification {
  static func convolution(
    filters: Int, height: Int, width: Int, _ activation: Activation, stride: Int = 1,
    padding: Int = 0
  ) -> LayerSpecification {
    let given = [
      "filters": filters, "height": height, "width": width, "stride": stride, "padding": padding,
    ]
    return LayerSpecification(.convolution, given.mapValues { Double($0) }, activation)
  }

  static func maxPool(_ size: Double) -> LayerSpecification {
    LayerSpecification(.maxPool, ["size": size])
  }

  static func averagePool(_ size: Double) -> LayerSpecification {
    LayerSpecification(.averagePool, ["size": size])
  }

  static let flatten = LayerSpecification(.flatten)

  static func batchNorm(
    _ activation: Activation = .linear, eps: Double = 1e-5, momentum: Double = 0.1
  ) -> LayerSpecification {
    LayerSpecification(.batchNorm, ["eps": eps, "momentum": momentum], activation)
  }

  static func residual(
    _ block: [LayerSpecification], _ activation: Activation = .linear
  ) -> LayerSpecification {
    LayerSpecification(.residual, [:], activation, block: block)
  }

  static func dropout(_ probability: Double) -> LayerSpecification {
    LayerSpecification(.dropout, ["probability": probability])
  }
}
