/// How a value is worked out on the board: what it is called, the formula in symbols, the same with numbers
/// in place, each step of the arithmetic, and the value.
public struct Working: Sendable {
  /// Up to this many elements a tensor's arithmetic is written out.
  public static let fewElements = 12

  /// What stands left of the first equals sign.
  public let subject: Formula
  /// Formulas in symbols, from what the program says to what it stands for.
  public var symbols: [Formula]
  /// The arithmetic: numbers in place, then each reduction. Empty where the tensor is large or the value stands
  /// by itself.
  public let arithmetic: [Formula]
  /// The value: numbers, or a summary.
  public let result: Formula
  public let value: Tensor
  /// Whether the value replaces the one that the subject had: w ← w − rate × g.
  public var isAssignment = false

  public init(
    subject: Formula, symbols: [Formula], arithmetic: [Formula], result: Formula, value: Tensor
  ) {
    self.subject = subject
    self.symbols = symbols
    self.arithmetic = arithmetic
    self.result = result
    self.value = value
  }
}
