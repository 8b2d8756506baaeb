/// What a program may use at most, so that no lesson can hang a classroom.
public struct Limits: Sendable {
  /// Elements of one tensor.
  public var tensorElements = 1 << 22
  /// Elements of all tensors together: 256 MB.
  public var totalElements = 1 << 25
  public var nodes = 200_000
  /// Arithmetic operations, a node counting some of its own: about ten seconds.
  public var work = 4e9
  public var steps = 1_000_000
  /// Calls of functions inside one another.
  public var calls = 64

  public init() {}
}
