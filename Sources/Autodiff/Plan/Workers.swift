import Kernels

/// The threads that compute the parts of a large instruction.
///
/// Each element of a result belongs to one part and is always computed in the same way, so results do not depend on the
/// number of threads.
package struct Workers: Sendable {
  package let count: Int
  /// The largest `count`.
  package static var most: Int { WorkingMemory.most }
  private let perform: @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void

  /// - Parameter perform: calls the closure with 0, 1, … below a count, concurrently and in any order, and returns when all are
  ///   done.
  package init(
    count: Int, perform: @escaping @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void
  ) {
    precondition(count <= Self.most, "more workers than `most`")
    self.count = count
    self.perform = perform
  }

  /// Only the thread that runs the plan.
  package static let one = Workers(count: 1) { parts, body in
    for part in 0..<parts { body(part) }
  }

  /// The amount of work below which dividing an instruction does not pay.
  static var leastWork: Double { 5e5 }

  /// Calls the closure with 0, 1, … below a count, and returns when all are done.
  package func run(_ parts: Int, _ body: @escaping @Sendable (Int) -> Void) { perform(parts, body) }
}
