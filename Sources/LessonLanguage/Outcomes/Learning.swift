import Autodiff

/// A backward pass from a number: the gradients that each node passes to its inputs.
package struct Backward: Sendable {
  package struct Entry: Sendable {
    /// A node: its name, if it has one, and its expression.
    package let name: Formula?
    package let expression: Formula
    /// The local derivative and the gradient passed on, for each input that depends on a parameter.
    package var rows: [Working]
    /// The first parameter, or other value that is not computed, whose gradient is among the rows; of a tensor, its first
    /// element.
    package var parameter: Formula?
  }

  /// Stale values that were recomputed first.
  package let recomputed: [Working]
  /// dL/dL = 1.
  package let seed: Working
  /// Whether `why` can be asked about its parameters, as in a program that goes on.
  package let canBeAsked: Bool
  package var entries: [Entry]
}

/// One step of an optimizer.
package struct Update: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    /// The optimizer's state, its corrections, and finally the parameter's new value.
    package let workings: [Working]
  }

  package let parameters: [Parameter]
}

/// The table of a descent.
package struct Descent: Sendable {
  package enum End: Sendable, Equatable {
    case allSteps
    /// The loss changed by less than the bound.
    case settled
    /// It did not settle within the allowed number of steps.
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
  /// The reason why the run ended; `nil` while it is running.
  package internal(set) var end: End?
  package let elementsWithoutColumn: Int
  package internal(set) var firstNotFinite: Int?

  init(columns: [Formula], elementsWithoutColumn: Int) {
    self.columns = columns
    self.elementsWithoutColumn = elementsWithoutColumn
    rows = Rows(width: columns.count)
  }
}

extension Descent {
  /// The rows of a table, stored as consecutive numbers.
  package struct Rows: RandomAccessCollection, Sendable {
    /// The number of values in a row, without its step.
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

    /// Appends rows, each with its step and its values.
    mutating func append(_ rows: [Double]) {
      rows.withUnsafeBufferPointer { numbers.append(contentsOf: $0) }
    }

    /// Removes the last row; there must be one.
    mutating func removeLast() { numbers.removeLast(1 + width) }
  }
}

/// The chain rule for one gradient, over every path.
package struct ChainRule: Sendable {
  package struct Path: Sendable {
    /// The nodes of the path, from the parameter's first use to the loss.
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
  /// The number of paths. It may exceed `paths.count`: the other paths are small, and `rest` is their sum.
  package let pathCount: Double
  package let rest: Double
  package let total: Double
}

/// A comparison of gradients with central differences.
package struct GradientCheck: Sendable {
  package enum Verdict: Sendable, Equatable {
    case agrees
    /// The loss has a corner here, and so no derivative.
    case kink(String)
    case disagrees
    /// No comparison is possible, because a value is infinite or not a number.
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
