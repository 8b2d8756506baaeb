/// Where a function of numbers has an exact value that a person can state.
package enum ExactCases: Sendable {
  case nowhere
  /// At one argument alone, as exp at 0.
  case only(at: Double, value: Double)
  /// Everywhere: one of the arguments, or one with its sign turned.
  case selection
  /// Everywhere, and a whole number that rounded arguments decide as well: the place of a maximum, a sign.
  case decision
  /// Where the argument is the square of a fraction.
  case squares
}
