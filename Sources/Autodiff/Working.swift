/// The derivation of a value as on the board: its name, the formula in symbols, the formula with numbers
/// substituted, each step of the arithmetic, and the value.
package struct Working: Sendable {
  /// The largest number of elements for which a tensor's arithmetic is written out.
  package static let fewElements = 12
  /// The largest number of rows and columns for which a matrix is shown whole.
  package static let longestSide = 8

  /// The left side of the first equals sign.
  package let subject: Formula
  /// Formulas in symbols, from the program's own to its expansion.
  package var symbols: [Formula]
  /// The arithmetic: numbers substituted, then each reduction. Empty if the tensor is large or the value is shown alone.
  package let arithmetic: [Formula]
  /// The value: numbers, or a summary.
  package let result: Formula
  package let value: Tensor
  /// Whether the value replaces the subject's previous one: w ← w − rate × g.
  package var isAssignment = false
  package var isImage = false

  package init(
    subject: Formula, symbols: [Formula], arithmetic: [Formula], result: Formula, value: Tensor,
    isImage: Bool = false
  ) {
    self.subject = subject
    self.symbols = symbols
    self.arithmetic = arithmetic
    self.result = result
    self.value = value
    self.isImage = isImage
  }

  /// Whether every element of a value of this shape is shown, rather than a summary.
  static func showsWhole(_ shape: Shape) -> Bool {
    shape.count <= fewElements
      || shape.rank == 2 && shape.sizes.allSatisfy { $0 <= longestSide }
  }
}
