import Autodiff

extension Model {
  /// A tensor of a model: trained, or a running statistic, which no gradient changes.
  package struct Parameter: Sendable, Equatable {
    /// The part that it plays in its layer.
    package enum Role: Sendable, CaseIterable {
      case weight, bias
      /// γ and β of a normalised value.
      case scale, shift
      case runningMean, runningVariance

      /// The last part of PyTorch's name.
      var name: String {
        switch self {
        case .weight, .scale: "weight"
        case .bias, .shift: "bias"
        case .runningMean: "running_mean"
        case .runningVariance: "running_var"
        }
      }

      /// The name in an explained step, before the number of the layer.
      var symbol: String {
        switch self {
        case .weight: "W"
        case .bias: "b"
        case .scale: "gamma"
        case .shift: "beta"
        case .runningMean, .runningVariance: name
        }
      }

      /// The value of every element before training; `nil` if an initializer decides.
      var start: Double? {
        switch self {
        case .weight, .bias: nil
        case .scale, .runningVariance: 1
        case .shift, .runningMean: 0
        }
      }
    }

    /// PyTorch's name: `0.weight`, `1.running_mean`, `2.block.0.weight`.
    package let name: String
    package let role: Role
    package let shape: Shape
    /// The position of its layer: see `Layer`.
    let path: [Int]

    /// The position of the layer in the model's `layers`.
    package var layer: Int { path[0] - 1 }

    /// Whether the optimizer changes it; a running statistic follows the batches instead.
    package var isTrained: Bool { role != .runningMean && role != .runningVariance }

    /// Whether it is a bias, by PyTorch's name.
    package var isBias: Bool { role == .bias || role == .shift }

    /// Whether a penalty on the weights includes it.
    package var isPenalized: Bool { role == .weight }

    /// The name in an explained step: `W1`, `gamma2`, `W3_1` in a block.
    package var symbol: String { role.symbol + path.label }

    /// The parameter of a module with a name.
    func inside(_ module: String) -> Parameter {
      Parameter(name: "\(module).\(name)", role: role, shape: shape, path: path)
    }
  }
}

extension [Model.Parameter] {
  /// The number of elements that the optimizer changes.
  package var weightCount: Int { reduce(0) { $0 + ($1.isTrained ? $1.shape.count : 0) } }

  /// The number of elements of running statistics.
  package var statisticCount: Int { reduce(0) { $0 + ($1.isTrained ? 0 : $1.shape.count) } }
}

extension [Int] {
  /// The position of a layer in names: `2`, `2_1` in a block.
  var label: String { map { "\($0)" }.joined(separator: "_") }
}
