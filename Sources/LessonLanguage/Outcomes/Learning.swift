import Autodiff

/// A walk backwards from a number: what each node hands to its inputs.
public struct Backward: Sendable {
  public struct Entry: Sendable {
    /// The node that is passed: its name, where it has one, and what it is computed by.
    public let name: Formula?
    public let expression: Formula
    /// The local derivative and the gradient that leaves, for each input that leads to a parameter.
    public var rows: [Working]
  }

  /// Values that were stale and were computed again before.
  public let recomputed: [Working]
  /// dL/dL = 1.
  public let seed: Working
  public var entries: [Entry]
}

/// One step of an optimizer.
public struct Update: Sendable {
  public struct Parameter: Sendable {
    public let name: String
    /// The optimizer's state, its corrections, and last the parameter's new value.
    public let workings: [Working]
  }

  public let parameters: [Parameter]
}

/// A table of steps downhill.
public struct Descent: Sendable {
  public enum End: Sendable, Equatable {
    case allSteps
    /// The loss changed by less than the bound.
    case settled
    /// It did not settle within as many steps as are allowed.
    case notSettled
  }

  public struct Row: Sendable {
    public let step: Int
    /// One number for each column.
    public let values: [Double]
  }

  public let columns: [Formula]
  public internal(set) var rows = Recording<Row>()
  public internal(set) var steps = 0
  /// How the run ended; nothing while it is under way.
  public internal(set) var end: End?
  /// How many of the parameters' numbers have no column.
  public let elementsWithoutColumn: Int
  public internal(set) var firstNotFinite: Int?
}

/// The chain rule for one gradient, over every path.
public struct ChainRule: Sendable {
  public struct Path: Sendable {
    /// The nodes on the way, from the parameter's first use to the loss.
    public let nodes: [Formula]
    /// dE/do × do/dz × …, from the loss to the parameter.
    public let symbols: Formula
    public let numbers: Formula
    public let value: Double
  }

  public let parameter: Formula
  public let target: Formula
  /// dE/dw
  public let gradient: Formula
  public let paths: [Path]
  /// How many paths there are. More than `paths` holds: the others are small, and `rest` is their sum.
  public let pathCount: Double
  public let rest: Double
  public let total: Double
}

/// Gradients beside central differences.
public struct GradientCheck: Sendable {
  public enum Verdict: Sendable, Equatable {
    case agrees
    /// The loss has a corner here: no derivative.
    case kink(String)
    case disagrees
    /// There is nothing to compare: a value is infinite or not a number.
    case notFinite
  }

  public struct Row: Sendable {
    public let parameter: Formula
    public let analytic: Double
    public let numeric: Double
    public let relativeError: Double
    public let verdict: Verdict
  }

  public let target: Formula
  public let rows: [Row]
}
