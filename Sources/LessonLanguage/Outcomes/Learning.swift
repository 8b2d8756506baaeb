import Autodiff

/// A walk backwards from a number: what each node hands to its inputs.
package struct Backward: Sendable {
  package struct Entry: Sendable {
    /// The node that is passed: its name, where it has one, and what it is computed by.
    package let name: Formula?
    package let expression: Formula
    /// The local derivative and the gradient that leaves, for each input that leads to a parameter.
    package var rows: [Working]
  }

  /// Values that were stale and were computed again before.
  package let recomputed: [Working]
  /// dL/dL = 1.
  package let seed: Working
  package var entries: [Entry]
}

/// One step of an optimizer.
package struct Update: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    /// The optimizer's state, its corrections, and last the parameter's new value.
    package let workings: [Working]
  }

  package let parameters: [Parameter]
}

/// A table of steps downhill.
package struct Descent: Sendable {
  package enum End: Sendable, Equatable {
    case allSteps
    /// The loss changed by less than the bound.
    case settled
    /// It did not settle within as many steps as are allowed.
    case notSettled
  }

  package struct Row: Sendable {
    package let step: Int
    /// One number for each column.
    package let values: [Double]
  }

  package let columns: [Formula]
  package internal(set) var rows: Rows
  package internal(set) var steps = 0
  /// How the run ended; nothing while it is under way.
  package internal(set) var end: End?
  /// How many of the parameters' numbers have no column.
  package let elementsWithoutColumn: Int
  package internal(set) var firstNotFinite: Int?

  init(columns: [Formula], elementsWithoutColumn: Int) {
    self.columns = columns
    self.elementsWithoutColumn = elementsWithoutColumn
    rows = Rows(width: columns.count)
  }
}

extension Descent {
  /// The rows of a table, which are kept as numbers, one after the other.
  package struct Rows: RandomAccessCollection, Sendable {
    /// How many numbers a row has beside its step.
    private let width: Int
    /// The step of each row, and its values.
    private var numbers = Recording<Double>()

    init(width: Int) { self.width = width }

    package var startIndex: Int { 0 }
    package var endIndex: Int { numbers.count / (1 + width) }

    package subscript(position: Int) -> Row {
      let start = position * (1 + width)
      return Row(
        step: Int(numbers[start]), values: numbers[(start + 1)..<(start + 1 + width)].map { $0 })
    }

    /// Appends rows: of each its step, and its values.
    mutating func append(_ rows: [Double]) {
      rows.withUnsafeBufferPointer { numbers.append(contentsOf: $0) }
    }

    /// There is at least one row.
    mutating func removeLast() { numbers.removeLast(1 + width) }
  }
}

/// The chain rule for one gradient, over every path.
package struct ChainRule: Sendable {
  package struct Path: Sendable {
    /// The nodes on the way, from the parameter's first use to the loss.
    package let nodes: [Formula]
    /// dE/do × do/dz × …, from the loss to the parameter.
    package let symbols: Formula
    package let numbers: Formula
    package let value: Double
  }

  package let parameter: Formula
  package let target: Formula
  /// dE/dw
  package let gradient: Formula
  package let paths: [Path]
  /// How many paths there are. More than `paths` holds: the others are small, and `rest` is their sum.
  package let pathCount: Double
  package let rest: Double
  package let total: Double
}

/// Gradients beside central differences.
package struct GradientCheck: Sendable {
  package enum Verdict: Sendable, Equatable {
    case agrees
    /// The loss has a corner here: no derivative.
    case kink(String)
    case disagrees
    /// There is nothing to compare: a value is infinite or not a number.
    case notFinite
  }

  package struct Row: Sendable {
    package let parameter: Formula
    package let analytic: Double
    package let numeric: Double
    package let relativeError: Double
    package let verdict: Verdict
  }

  package let target: Formula
  package let rows: [Row]
}
