import Autodiff
import Learning
import Text

/// A built-in function: its parameters, and the nodes that it builds.
struct BuiltIn: Sendable {
  typealias Build = @Sendable (inout Graph, Arguments) throws(Diagnostic) -> NodeID

  let name: String
  /// Tensors, by position or name.
  let parameters: [String]
  /// Numbers that are fixed by the call. They are given by name, or by position too if `positional`.
  let settings: [Setting]
  /// Whether the graph represents the function by one operation with its name.
  let isOperation: Bool
  let build: Build

  struct Setting: Sendable {
    let name: String
    let isPositional: Bool
    let isRequired: Bool
  }

  /// The arguments of one call, in order and by name.
  struct Arguments {
    var nodes: [NodeID] = []
    var settings: [String: Tensor] = [:]

    /// Returns an integer within bounds.
    func whole(
      _ name: String, default fallback: Int? = nil, in range: ClosedRange<Int>
    ) throws(Diagnostic) -> Int {
      guard let tensor = settings[name] else { return fallback ?? range.lowerBound }
      guard let number = tensor.number, let whole = Int(exactly: number), range.contains(whole)
      else {
        let shown = tensor.number.map { $0.written } ?? "a tensor of shape \(tensor.shape)"
        throw Diagnostic(
          "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound), not \(shown)"
        )
      }
      return whole
    }

    /// Returns an ingredient with the settings of the call.
    func choice<Kind: Ingredient>(of kind: Kind) throws(Diagnostic) -> Choice<Kind> {
      var reader = SettingsReader(kind)
      for (index, setting) in kind.settings.enumerated() {
        if let number = settings[setting.name]?.number { try reader.set(index, to: number) }
      }
      return try reader.choice()
    }

    func axis() throws(Diagnostic) -> Int? {
      settings["axis"] == nil
        ? nil : try whole("axis", in: -Shape.highestRank...Shape.highestRank - 1)
    }
  }

  static var names: [String] {
    all.map { $0.name } + ["grad", "value"] + WholeFunction.allCases.map { $0.rawValue }
  }

  static func named(_ name: String) -> BuiltIn? { byName[name] }

  private static let byName: [String: BuiltIn] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The form of a call: sum(x, axis = …).
  var signature: String {
    let optional = settings.map { $0.isPositional ? $0.name : "\($0.name) = …" }
    return "\(name)(\((parameters + optional).joined(separator: ", ")))"
  }
}

extension BuiltIn {
  static let all: [BuiltIn] =
    [
      unary("exp", .exp), unary("log", .log), unary("sqrt", .sqrt), unary("abs", .abs),
      unary("sin", .sin), unary("cos", .cos), unary("log_softmax", .logSoftmax),
      unary("square", .square), unary("transpose", .transpose), unary("flatten", .flatten),
      reduction("sum") { .sum(axis: $0) }, reduction("mean") { .mean(axis: $0) },
      reduction("argmax") { .argmax(axis: $0) },
      extremum("max", pair: .maximum) { .max(axis: $0) },
      extremum("min", pair: .minimum) { .min(axis: $0) },
      reshape, oneHot, convolution,
      pooling("max_pool") { .maxPool(size: $0) }, pooling("avg_pool") { .averagePool(size: $0) },
    ] + Activation.all.compactMap(activation) + Loss.functions.map(loss)

  private static func unary(_ name: String, _ operation: Operation) -> BuiltIn {
    BuiltIn(name: name, parameters: ["x"], settings: [], isOperation: true) {
      (graph, call) throws(Diagnostic) in try graph.apply(operation, call.nodes)
    }
  }

  private static func reduction(
    _ name: String, _ operation: @escaping @Sendable (Int?) -> Operation
  ) -> BuiltIn {
    BuiltIn(name: name, parameters: ["x"], settings: [named("axis")], isOperation: true) {
      (graph, call) throws(Diagnostic) in
      try graph.apply(operation(try call.axis()), call.nodes)
    }
  }

  /// max(x), max(x, axis = 1), or max(a, b) element by element.
  private static func extremum(
    _ name: String, pair: Operation, _ operation: @escaping @Sendable (Int?) -> Operation
  ) -> BuiltIn {
    BuiltIn(name: name, parameters: ["x", "y"], settings: [named("axis")], isOperation: true) {
      (graph, call) throws(Diagnostic) in
      guard call.nodes.count == 2 else {
        return try graph.apply(operation(try call.axis()), call.nodes)
      }
      guard call.settings.isEmpty else {
        throw Diagnostic("'\(name)' of two values works element by element and takes no axis")
      }
      return try graph.apply(pair, call.nodes)
    }
  }

  /// The function of an activation, whose settings are given by name.
  private static func activation(_ activation: Activation) -> BuiltIn? {
    guard let operation = activation.operation else { return nil }
    return BuiltIn(
      name: activation.name, parameters: ["x"],
      settings: activation.settings.map { named($0.name) },
      isOperation: true
    ) { (graph, call) throws(Diagnostic) in
      try graph.apply(operation(try call.choice(of: activation)), call.nodes)
    }
  }

  private static let reshape = BuiltIn(
    name: "reshape", parameters: ["x"], settings: [required("shape")], isOperation: true
  ) { (graph, call) throws(Diagnostic) in
    let wanted = call.settings["shape"] ?? Tensor(1)
    guard wanted.shape.rank <= 1, wanted.count <= Shape.highestRank,
      wanted.elements.allSatisfy({ $0 >= 0 && $0 <= 1e9 && Int(exactly: $0) != nil })
    else {
      throw Diagnostic(
        "'reshape' takes up to \(Shape.highestRank) whole sizes, as in reshape(x, [2, 3])")
    }
    return try graph.apply(.reshape(to: Shape(wanted.elements.map { Int($0) })), call.nodes)
  }

  private static let oneHot = BuiltIn(
    name: "one_hot", parameters: ["labels"], settings: [required("classes")], isOperation: true
  ) { (graph, call) throws(Diagnostic) in
    let classes = try call.whole("classes", in: 1...1_000_000_000)
    return try graph.apply(.oneHot(classes: classes), call.nodes)
  }

  private static let convolution = BuiltIn(
    name: "conv2d", parameters: ["image", "kernel"], settings: [named("stride"), named("padding")],
    isOperation: true
  ) { (graph, call) throws(Diagnostic) in
    let stride = try call.whole("stride", default: 1, in: 1...1_000_000)
    let padding = try call.whole("padding", default: 0, in: 0...1_000_000)
    return try graph.apply(.convolution(stride: stride, padding: padding), call.nodes)
  }

  private static func pooling(
    _ name: String, _ operation: @escaping @Sendable (Int) -> Operation
  ) -> BuiltIn {
    BuiltIn(name: name, parameters: ["x"], settings: [required("size")], isOperation: true) {
      (graph, call) throws(Diagnostic) in
      try graph.apply(operation(try call.whole("size", in: 1...1_000_000)), call.nodes)
    }
  }

  /// The function of a loss of (target, prediction), whose settings may follow by position.
  private static func loss(_ loss: Loss) -> BuiltIn {
    BuiltIn(
      name: loss.name, parameters: ["y", "p"],
      settings: loss.settings.map {
        Setting(name: $0.name, isPositional: true, isRequired: $0.fallback == nil)
      }, isOperation: false
    ) { (graph, call) throws(Diagnostic) in
      let loss = try call.choice(of: loss)
      return try loss(&graph, target: call.nodes[0], prediction: call.nodes[1])
    }
  }

  private static func named(_ name: String) -> Setting {
    Setting(name: name, isPositional: false, isRequired: false)
  }

  private static func required(_ name: String) -> Setting {
    Setting(name: name, isPositional: true, isRequired: true)
  }
}

extension Session {
  /// Adds the call of a built-in function to the graph.
  mutating func apply(
    _ function: BuiltIn, _ arguments: [Argument], _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    var call = BuiltIn.Arguments()
    var nodes: [String: NodeID] = [:]
    let byPosition =
      function.parameters + function.settings.filter { $0.isPositional }.map { $0.name }
    for (position, argument) in arguments.enumerated() {
      let name = try name(of: argument, at: position, byPosition, function)
      if nodes[name] != nil || call.settings[name] != nil {
        throw Diagnostic(argument.place, "'\(name)' is given twice")
      }
      let node = try node(argument.value, scope)
      if function.parameters.contains(name) {
        nodes[name] = node
      } else {
        call.settings[name] = workspace.value(node)
      }
    }
    call.nodes = function.parameters.compactMap { nodes[$0] }
    let isPair = function.parameters == ["x", "y"]
    let missing = function.settings.contains { $0.isRequired && call.settings[$0.name] == nil }
    guard call.nodes.count == function.parameters.count || (isPair && call.nodes.count == 1),
      !missing
    else {
      throw Diagnostic(place, "'\(function.name)' is missing arguments: \(function.signature)")
    }
    return try workspace.add(at: place) { (graph) throws(Diagnostic) in
      try function.build(&graph, call)
    }
  }

  private func name(
    of argument: Argument, at position: Int, _ byPosition: [String], _ function: BuiltIn
  ) throws(Diagnostic) -> String {
    guard let name = argument.name else {
      if position < byPosition.count { return byPosition[position] }
      let named = function.settings.first { !$0.isPositional }
      let hint = named.map { "; '\($0.name)' is given by name: \(function.signature)" } ?? ""
      throw Diagnostic(
        argument.place,
        "'\(function.name)' takes \(byPosition.count) \(byPosition.count == 1 ? "value" : "values") by position"
          + hint)
    }
    let known = function.parameters + function.settings.map { $0.name }
    guard known.contains(name) else {
      throw Diagnostic(
        argument.place,
        "'\(function.name)' has no argument '\(name)'" + suggestion(name, among: known)
          + (NearestName.suggestion(for: name, among: known.sorted()) == nil
            ? ": \(function.signature)" : ""))
    }
    return name
  }
}
