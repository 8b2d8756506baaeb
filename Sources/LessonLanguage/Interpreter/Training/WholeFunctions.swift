import Autodiff
import Learning
import Text

/// Functions whose value is computed at once, as a plain number like that of `value(e)`: it has no formula, no gradient passes
/// through it, and `forward` does not recompute it.
enum WholeFunction: String, CaseIterable {
  /// `features(digits)`: the scaled features of the training part, a row for each sample.
  case features
  /// `encode(net, digits)`: the outputs of a network's narrow layer for the training part.
  case encode
  /// `principal(X, 2)`: the first principal axes of the rows of a matrix, a row for each.
  case principal

  /// The form of a call, as an example.
  fileprivate var example: String {
    switch self {
    case .features: "features(digits)"
    case .encode: "encode(net, digits)"
    case .principal: "principal(X, 2)"
    }
  }
}

extension Session {
  mutating func apply(
    _ function: WholeFunction, _ arguments: [Argument], _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    let values = arguments.map { $0.value }
    guard arguments.count == (function == .features ? 1 : 2),
      arguments.allSatisfy({ $0.name == nil })
    else {
      throw Diagnostic(
        place, "a call of '\(function.rawValue)' is written as in \(function.example)")
    }
    let value: Tensor
    switch function {
    case .features: value = try features(of: try named(values[0], "a data set", function))
    case .principal: value = try principalAxes(of: values[0], count: values[1], scope)
    case .encode:
      let network = try named(values[0], "a network", function)
      let layer = try narrowLayer(of: network)
      // A sample or a batch is encoded by its formula, like net(x).
      guard case .name(let name) = values[1].kind, shelf.data[name] != nil else {
        let samples = try node(values[1], scope)
        return try predict(network.name, samples, layer: layer, at: place)
      }
      value = try encoded(by: network, layer, (name, values[1].place))
    }
    return try workspace.add(at: place) { (graph) throws(Diagnostic) in graph.constant(value) }
  }

  /// Returns the name that stands as an argument.
  private func named(
    _ argument: Expression, _ what: String, _ function: WholeFunction
  ) throws(Diagnostic) -> (name: String, place: Place) {
    guard case .name(let name) = argument.kind else {
      throw Diagnostic(
        argument.place,
        "'\(function.rawValue)' takes the name of \(what) here, as in \(function.example)")
    }
    return (name, argument.place)
  }

  private func narrowLayer(of network: (name: String, place: Place)) throws(Diagnostic) -> Int {
    _ = try model(network.name, at: network.place)
    guard let trained = shelf.trained[network.name] else {
      throw Diagnostic(
        network.place,
        "'\(network.name)' has learned nothing yet: train \(network.name) on a data set first")
    }
    return trained.ingredients.model.narrowLayer
  }

  /// The training part, with each sample's features as the network sees them.
  private mutating func features(
    of name: (name: String, place: Place)
  ) throws(Diagnostic) -> Tensor {
    let prepared = try data(name.name, at: name.place)
    let rows = prepared.split.training
    let width = prepared.data.featureCount
    try spend(20 * Double(rows.count * width), at: name.place)
    return try Diagnostic.placed(at: name.place) { () throws(Diagnostic) in
      let scaling = try Scaling(prepared.scaling, features: prepared.data, rows: rows)
      return Tensor(
        Shape([rows.count, width]), scaling.applied(to: prepared.data.rows(rows)))
    }
  }

  private mutating func encoded(
    by network: (name: String, place: Place), _ layer: Int, _ name: (name: String, place: Place)
  ) throws(Diagnostic) -> Tensor {
    let prepared = try data(name.name, at: name.place)
    var samples = prepared.data.batch(prepared.split.training[...])
    if prepared.data.hasMissingNumbers,
      let scaling = shelf.trained[network.name]?.ingredients.featureScaling,
      scaling.width == prepared.data.featureCount
    {
      var elements = samples.elements
      scaling.fill(&elements)
      samples = Tensor(samples.shape, elements)
    }
    let filled = samples
    return try onCopy(at: network.place) { (scratch) throws(Diagnostic) in
      let input = try scratch.workspace.add(at: name.place) { (graph) throws(Diagnostic) in
        graph.constant(filled)
      }
      let output = try scratch.predict(network.name, input, layer: layer, at: name.place)
      let values = scratch.workspace.value(output)
      // The maps of a convolution count as one row.
      let rows = samples.shape.sizes[0]
      return Tensor(Shape([rows, values.count / max(rows, 1)]), values.elements)
    }
  }

  private mutating func principalAxes(
    of samples: Expression, count: Expression, _ scope: Scope
  ) throws(Diagnostic) -> Tensor {
    let matrix = try valueOf(samples, scope)
    guard matrix.shape.rank == 2, matrix.count > 0 else {
      throw Diagnostic(
        samples.place,
        "'principal' takes a matrix with a sample in each row, and this has shape \(matrix.shape)")
    }
    let (rows, width) = (matrix.shape.sizes[0], matrix.shape.sizes[1])
    let wanted = try wholeNumber(count, "the number of axes", scope)
    guard (1...width).contains(wanted) else {
      throw Diagnostic(
        count.place,
        "samples of \(width.counting("number")) have 1 to \(width) principal axes, not \(wanted)")
    }
    try spend(PrincipalAxes.work(rows: rows, width: width), at: samples.place)
    return try Diagnostic.placed(at: samples.place) { () throws(Diagnostic) in
      let found = try PrincipalAxes(matrix.elements, width: width)
      return Tensor(Shape([wanted, width]), Array(found.axes.prefix(wanted * width)))
    }
  }
}
