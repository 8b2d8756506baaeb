import Kernels

/// A graph compiled for repetition: one run computes the results and gives the variables their next values.
///
/// Everything is settled beforehand: the order, which elementwise operations run together, where each value lies. A run takes no
/// memory and looks nothing up. A plan belongs to the thread that runs it.
public final class Plan<S: PlanScalar> {
  public struct Assignment: Sendable {
    public let variable: NodeID
    public let value: NodeID

    public init(variable: NodeID, value: NodeID) {
      self.variable = variable
      self.value = value
    }
  }

  private let workers: Workers
  private let numbers: [WholeStep<Double>]
  private let steps: [PlanStep<S>]
  private let order: [PlanStep<S>.Reference]
  private let conversions: [(number: UnsafePointer<Double>, element: UnsafeMutablePointer<S>)]
  private let tensorCopies: [(from: UnsafePointer<S>, to: Storage<S>)]
  private let numberCopies: [(from: UnsafePointer<Double>, to: Storage<Double>)]
  private let roundedCopies: [(from: UnsafePointer<S>, to: Storage<Double>)]
  private let results: [NodeID: UnsafePointer<S>]
  /// What the pointers above point into.
  private let owned: PlanParts<S>

  /// - Parameters:
  ///   - results: nodes whose values can be read after a run.
  ///   - assignments: what the variables are given at the end of a run, all at once.
  ///   - variables: storage for every variable behind results and assignments.
  ///   - workers: who shares the large steps.
  public init(
    _ graph: Graph, results: [NodeID], assignments: [Assignment] = [], variables: Variables<S>,
    workers: Workers = .one
  ) throws(OperationError) {
    self.workers = workers
    let compiler = try PlanCompiler(graph, results, assignments, variables)
    owned = compiler.parts
    numbers = compiler.numberSteps
    steps = compiler.steps
    order = steps.map { $0.reference }
    conversions = compiler.conversions
    tensorCopies = compiler.tensorCopies
    numberCopies = compiler.numberCopies
    roundedCopies = compiler.roundedCopies
    self.results = compiler.results
  }

  /// About how many arithmetic operations of a run are those of steps that can be divided: matrix products and convolutions.
  public var divisibleWork: Double {
    steps.reduce(0) { $0 + $1.divisibleWork }
  }

  public func run() { S.run(self) }

  /// What `run` does, where the type of number is known.
  @inline(__always) func perform() {
    for step in numbers { step.run(.one) }
    for conversion in conversions { conversion.element.pointee = S(conversion.number.pointee) }
    for step in order { step.run(workers) }
    for copy in tensorCopies { copy.to.copy(from: copy.from) }
    for copy in numberCopies { copy.to.start.pointee = copy.from.pointee }
    for copy in roundedCopies { copy.to.start.pointee = Double(copy.from.pointee) }
  }

  /// The elements of a result of the last run, in place until the next.
  public subscript(result: NodeID) -> UnsafePointer<S> {
    guard let start = results[result] else { preconditionFailure("this node is no result") }
    return start
  }
}

/// A part of a plan's work.
enum PlanStep<S: PlanScalar> {
  case whole(WholeStep<S>)
  case blocks(ElementwiseBlocks<S>)

  /// About how many arithmetic operations there are to divide over threads.
  var divisibleWork: Double {
    if case .whole(let step) = self { return step.divisibleWork }
    return 0
  }

  var reference: Reference {
    switch self {
    case .whole(let step): Reference(whole: .passUnretained(step), blocks: nil)
    case .blocks(let step): Reference(whole: nil, blocks: .passUnretained(step))
    }
  }

  /// A step that is run again and again without being counted: the plan keeps it.
  struct Reference {
    fileprivate let whole: Unmanaged<WholeStep<S>>?
    fileprivate let blocks: Unmanaged<ElementwiseBlocks<S>>?

    @inline(__always) func run(_ workers: Workers) {
      if let whole { return whole._withUnsafeGuaranteedRef { $0.run(workers) } }
      blocks?._withUnsafeGuaranteedRef { $0.run() }
    }
  }
}

/// An operation that is computed as a whole.
final class WholeStep<S: PlanScalar> {
  private let loop: Kernel.Loop<S>
  private let count: Int
  private let operands: Operands<S>
  private let out: UnsafeMutablePointer<S>
  let divisibleWork: Double

  init(
    loop: @escaping Kernel.Loop<S>, count: Int, operands: Operands<S>,
    out: UnsafeMutablePointer<S>, divisibleWork: Double
  ) {
    self.loop = loop
    self.count = count
    self.operands = operands
    self.out = out
    self.divisibleWork = divisibleWork
  }

  func run(_ workers: Workers) {
    let run = Kernel.Run(count: count, inputs: UnsafePointer(operands.start), out: out)
    guard divisibleWork >= Workers.leastWork, workers.count > 1 else { return loop(run) }
    let shared = SharedRun(loop: loop, run: run, parts: workers.count)
    workers.run(workers.count) { shared($0) }
  }
}

/// A run that several threads share, each computing its own part of the result.
private struct SharedRun<S: PlanScalar>: @unchecked Sendable {
  let loop: Kernel.Loop<S>
  let run: Kernel.Run<S>
  let parts: Int

  func callAsFunction(_ part: Int) {
    var own = run
    own.part = part
    own.parts = parts
    loop(own)
  }
}

/// The memory of a plan.
struct PlanParts<S: PlanScalar> {
  var storages: [Storage<S>] = []
  var numbers: [Storage<Double>] = []
}
