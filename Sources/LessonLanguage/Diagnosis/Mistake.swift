import Autodiff

/// A single mistake in computing a quantity: what it is, and the number that it gives.
package struct Mistake: Sendable {
  /// The kinds, by their names in JSON.
  package enum Kind: String, Sendable, CaseIterable {
    /// A term or a difference with the other sign.
    case sign
    case droppedFactor = "dropped-factor"
    case droppedTerm = "dropped-term"
    case doubledFactor = "doubled-factor"
    case invertedFactor = "inverted-factor"
    /// ½, 2, n or 1/n: a sum for a mean, the ½ of a loss.
    case scale
    /// A contribution to a gradient that is left out, or counted twice.
    case lostPath = "lost-path"
    case doubledPath = "doubled-path"
    /// A derivative at the output instead of the sum, or at another unit.
    case wrongPoint = "wrong-point"
    case otherFunction = "other-function"
    /// A parameter used in a gradient after its update; a value updated that is held fixed, or the reverse.
    case updatedParameter = "updated-parameter"
    /// A value from another step.
    case staleValue = "stale-value"
    /// A correction of an optimizer that is left out.
    case missingCorrection = "missing-correction"
    /// Intermediate values that are rounded on the way.
    case rounded
    case transposed
    /// The right number of another quantity.
    case otherQuantity = "other-quantity"
    case powerOfTen = "power-of-ten"
  }

  /// A part of a sentence.
  package enum Word: Sendable {
    case text(String)
    case formula(Formula)
  }

  package let kind: Kind
  /// The kind of a second mistake, if two were made in one line.
  package let second: Kind?
  /// What the mistake is about: the factor that is left out, the quantity that was taken instead.
  package let subject: Formula
  /// The reason, which completes "0.25 is …": "what you get if ‹rate› is left out".
  package let reason: [Word]
  /// The value that the mistake gives to the whole quantity.
  package let value: Tensor
  /// The line of the working in which the mistake is made, without it and with it.
  package internal(set) var right: Working?
  package internal(set) var mistaken: Working?
}
