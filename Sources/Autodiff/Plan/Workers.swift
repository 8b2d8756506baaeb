import Kernels

/// Who computes the parts of a large instruction: one thread, or several at once.
///
/// Each element of a result belongs to one part and is computed in the same way, so that results do not depend on how many
/// there are.
package struct Workers: Sendable {
  package let count: Int
  /// The greatest `count`.
  package static var most: Int { WorkingMemory.most }
  private let perform: @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void

  /// - Parameter perform: calls the closure with 0, 1, … up to a count, in any order and at the same time, and returns when all
  ///   are done.
  package init(
    count: Int, perform: @escaping @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void
  ) {
    precondition(count <= Self.most, "more workers than `most`")
    self.count = count
    self.perform = perform
  }

  /// The thread that runs the plan.
  package static let one = Workers(count: 1) { parts, body in
    for part in 0..<parts { body(part) }
  }

  /// An instruction with less work than this is done sooner than it is divided.
  static var leastWork: Double { 5e5 }

  /// Calls the closure with 0, 1, … up to a count, and returns when all are done.
  package func run(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) { perform(parts, body) }
}
