import Kernels

/// A call in a run of a plan, with all of its arguments.
enum PlanCall {
  case vector(
    VectorLoop, _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int)
  case bound(Unmanaged<BoundCall>)

  @inline(__always) func run() {
    switch self {
    case .vector(let loop, let inputs, let out, let count): loop(inputs, out, count)
    case .bound(let call): call._withUnsafeGuaranteedRef { $0.body() }
    }
  }
}

/// A call that is made without reference counting.
final class BoundCall {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}

/// A loop that is called without reference counting.
final class LoopBox<S: PlanScalar> {
  let loop: Kernel.Loop<S>

  init(_ loop: @escaping Kernel.Loop<S>) { self.loop = loop }
}
