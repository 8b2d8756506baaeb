/// How a value is worked out on the board: what it is called, the formula in symbols, the same with numbers
/// in place, each step of the arithmetic, and the value.
package struct Working: Sendable {
  /// Up to this many elements a tensor's arithmetic is written out.
  package static let fewElements = 12
  /// A matrix with up to this many rows and columns is shown whole.
  package static let longestSide = 8

  /// What stands left of the first equals sign.
  package let subject: Formula
  /// Formulas in symbols, from what the program says to what it stands for.
  package var symbols: [Formula]
  /// The arithmetic: numbers in place, then each reduction. Empty where the tensor is large or the value stands
  /// by itself.
  package let arithmetic: [Formula]
  /// The value: numbers, or a summary.
  package let result: Formula
  package let value: Tensor
  /// Whether the value replaces the one that the subject had: w ← w − rate × g.
  package var isAssignment = false
  /// Whether the value is an image.
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

  /// Whether every element of a value of some shape is shown, and not a summary.
  static func showsWhole(_ shape: Shape) -> Bool {
    shape.count <= fewElements
      || shape.rank == 2 && shape.sizes.allSatisfy { $0 <= longestSide }
  }
}
