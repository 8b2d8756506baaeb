import Kernels

/// A call in a run of a plan: a loop with its arguments, or an instruction that has more to decide.
enum PlanCall<S: PlanScalar> {
  case vector(
    VectorLoop, _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int)
  case loop(Unmanaged<LoopBox<S>>, Kernel.Run<S>)
  case instruction(Unmanaged<Instruction<S>>)

  @inline(__always) func run(_ workers: Workers) {
    switch self {
    case .vector(let loop, let inputs, let out, let count): loop(inputs, out, count)
    case .loop(let box, let run): box._withUnsafeGuaranteedRef { $0.loop(run) }
    case .instruction(let instruction): instruction._withUnsafeGuaranteedRef { $0.run(workers) }
    }
  }
}

/// A loop that is called without reference counting.
final class LoopBox<S: PlanScalar> {
  let loop: Kernel.Loop<S>

  init(_ loop: @escaping Kernel.Loop<S>) { self.loop = loop }
}
