import Autodiff

/// The quantities that a value is computed from, with their values, and after a backward pass from it with their gradients.
///
/// Every operation is a node if there are few of them. Otherwise only named quantities are, and an operation between them is
/// part of the formula of the quantity that it serves.
package struct OperationGraph: Sendable {
  package struct Node: Sendable {
    package enum Kind: String, Sendable {
      case parameter, input, operation
    }

    package let kind: Kind
    /// Its name or formula, its derivation, and its value.
    package let value: Working
    /// d target / d node, if the backward pass reached it.
    package let gradient: Working?
    /// What it is computed from.
    package let links: [Link]
    /// The links that form W @ v, if it is computed from exactly one product of a vector and a matrix that serves nothing else.
    package let product: Product?
    /// Whether some of its inputs are among the quantities that are left out.
    package let isCut: Bool
  }

  package struct Link: Sendable {
    /// The position of the input among the nodes.
    package let input: Int
    /// The part of the input's gradient that comes back through this link; `nil` without a backward pass.
    package let gradient: Working?
  }

  package struct Product: Sendable, Equatable {
    /// The positions of the matrix and of the vector among the nodes.
    package let matrix: Int
    package let vector: Int
  }

  /// The nodes in order of computation; the last is the target.
  package let nodes: [Node]
  /// The number of earlier quantities that are left out.
  package let omitted: Int
}
