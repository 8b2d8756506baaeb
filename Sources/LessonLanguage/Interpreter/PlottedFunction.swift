import Autodiff
import Text

/// A function that a picture draws: a number as a node, computed for each point in turn.
struct PlottedFunction {
  /// The names of its arguments.
  let arguments: [String]
  private let inputs: [NodeID]
  private let output: NodeID
  private let schedule: Schedule
  private let place: Place

  /// The names of a function's arguments; `nil` if there is no such function.
  static func arguments(of name: String, in session: Session) -> [String]? {
    if let function = session.functions[name] { return function.parameters }
    return BuiltIn.named(name)?.parameters
  }

  /// - Parameter samples: arguments of the shapes that the function is called with.
  init(
    _ name: String, of samples: [Tensor], in session: inout Session, at place: Place
  ) throws(Diagnostic) {
    guard let names = Self.arguments(of: name, in: session) else {
      throw Diagnostic(
        place,
        "there is no function '\(name)' to plot"
          + session.suggestion(name, among: Array(session.functions.keys) + BuiltIn.names))
    }
    self.place = place
    // A function without arguments is called as well, for the error.
    arguments = names.isEmpty ? samples.map { _ in "x" } : names
    inputs = try session.workspace.add(at: place) { (graph) throws(Diagnostic) in
      samples.map { graph.variable($0) }
    }
    var scope = Scope()
    var passed: [Argument] = []
    for (position, input) in inputs.enumerated() {
      let own = "x\(position)"
      scope.bindings[own] = input
      passed.append(Argument(name: nil, value: Expression(.name(own), place), place: place))
    }
    output = try session.node(Expression(.call(name, passed), place), scope)
    guard session.workspace.graph[output].shape.count == 1 else {
      let isCurve = samples.map { $0.count }.reduce(0, +) == 1
      throw Diagnostic(
        place,
        isCurve
          ? "'\(name)' is not a function from a number to a number"
          : "'\(name)' is not a function from two numbers to a number: level lines are of a function of two numbers, or of "
            + "one vector of two")
    }
    schedule = session.workspace.operations(behind: output)
  }

  func value(at point: [Tensor], in session: inout Session) throws(Diagnostic) -> Double {
    try session.spend(Work.statement, at: place)
    for (input, value) in zip(inputs, point) { session.workspace.set(input, to: value) }
    try session.workspace.recompute(schedule, at: place)
    return session.workspace.value(output)[0]
  }

  /// The slope of a function of one number.
  func slope(at x: Double, in session: inout Session) throws(Diagnostic) -> Double? {
    _ = try value(at: [Tensor(x)], in: &session)
    let (input, output) = (inputs[0], output)
    let pass = try session.workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.differentiate(output, by: [input])
    }
    return pass.gradients[input].map { session.workspace.value($0)[0] }
  }
}
