import Autodiff
import Learning
import Text

/// The weights and running statistics of trained networks as values of the program: `net.0.weight`, `net.1.running_mean`.
extension Session {
  /// Names the weights of a network. Earlier ones of the same name are written with a prime from now on.
  mutating func nameWeights(of network: String, _ trained: IngredientShelf.Trained) {
    forgetWeights(of: network)
    for (name, node) in zip(trained.names(in: network), trained.parameters) {
      names[name] = node
      workspace.setLabel(.name(name), of: node)
    }
  }

  /// Takes the names from the weights of a network that is no longer the trained one.
  mutating func forgetWeights(of network: String) {
    for name in names.keys where name.hasPrefix(network + ".") {
      _ = rename(name)
      names[name] = nil
    }
  }

  /// The reason why a name with a point in it has no value; `nil` for other names.
  func problem(withWeight name: String) -> String? {
    guard let network = name.network else { return nil }
    if let trained = shelf.trained[network] {
      let all = trained.names(in: network)
      let shown = all.prefix(8).joined(separator: ", ") + (all.count > 8 ? " …" : "")
      return "'\(network)' has no \(name): it has \(shown)"
    }
    if shelf.models[network] != nil {
      return "'\(network)' has learned nothing yet: train \(network) on a data set first"
    }
    let models = Array(shelf.models.keys)
    return "there is no network '\(network)'" + suggestion(network, among: models)
  }

  /// The weights and running statistics of all trained networks, in order of the networks' names.
  var networkWeights: [NamedValue] {
    shelf.trained.sorted { $0.key < $1.key }.flatMap { network, trained in
      zip(trained.parameters, trained.ingredients.model.parameters).map { node, parameter in
        NamedValue(
          kind: parameter.isTrained ? .parameter : .memory,
          name: .name("\(network).\(parameter.name)"), value: workspace.value(node), isStale: false)
      }
    }
  }
}

extension IngredientShelf.Trained {
  /// `net.0.weight`, `net.0.bias`, …
  fileprivate func names(in network: String) -> [String] {
    ingredients.model.parameters.map { "\(network).\($0.name)" }
  }
}

extension String {
  /// The part of a name before its first point; `nil` if it has none.
  var network: String? {
    guard let point = utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(self[..<point])
  }
}

extension Token {
  /// The network that a name refers to, as in `net.0.weight`.
  var network: String? { kind == .name ? text.network : nil }
}
