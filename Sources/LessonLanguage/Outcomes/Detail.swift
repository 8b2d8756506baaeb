/// The amount of a step's working that is shown. Every level has the same positions and parts, and JSON and pages always
/// contain the whole working.
package enum Detail: String, CaseIterable, Sendable {
  /// The first line of each working and its result; of a backward pass, only the gradients of parameters; of a table, the
  /// first and the last row.
  case brief
  /// The whole working if the step is short, else the first line of each working and its result.
  case normal
  /// The whole working.
  case full

  /// Returns the level at which a step is shown: the one that the reader has chosen or, if that is `normal`, the lesson's.
  package func of(_ step: Step) -> Detail { self == .normal ? step.detail ?? .normal : self }
}
