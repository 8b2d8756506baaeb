import Kernels
import Text

/// A graph compiled to be run many times: a run computes the results and updates the variables.
///
/// Everything is decided in advance: the order, the elementwise operations that run together, the memory of each value. A run
/// allocates no memory and looks nothing up. A plan belongs to the thread that runs it.
package final class Plan<S: PlanScalar> {
  package struct Assignment: Sendable {
    package let variable: NodeID
    package let value: NodeID

    package init(variable: NodeID, value: NodeID) {
      self.variable = variable
      self.value = value
    }
  }

  /// The calls for results computed only from numbers, and those for tensors.
  private let numberCalls: FixedArray<PlanCall>
  private let calls: FixedArray<PlanCall>
  private let conversions:
    FixedArray<(number: UnsafePointer<Double>, element: UnsafeMutablePointer<S>)>
  private let tensorCopies: FixedArray<(from: UnsafePointer<S>, to: Unmanaged<Storage<S>>)>
  private let numberCopies:
    FixedArray<(from: UnsafePointer<Double>, to: UnsafeMutablePointer<Double>)>
  private let roundedCopies: FixedArray<(from: UnsafePointer<S>, to: UnsafeMutablePointer<Double>)>
  private let results: [NodeID: UnsafePointer<S>]
  /// Keeps the memory of the pointers above alive.
  private var owned: OwnedStorage<S>

  /// - Parameters:
  ///   - results: nodes whose values can be read after a run.
  ///   - assignments: the next values of variables, all assigned at the end of a run.
  ///   - variables: storage for every variable that results and assignments depend on.
  ///   - workers: the threads that share large instructions.
  package init(
    _ graph: Graph, results: [NodeID], assignments: [Assignment] = [], variables: Variables<S>,
    workers: Workers = .one
  ) throws(Diagnostic) {
    let compiler = try PlanCompiler(graph, results, assignments, variables, workers)
    owned = compiler.owned
    owned.numberInstructions = compiler.numberInstructions
    owned.instructions = compiler.instructions
    numberCalls = FixedArray(owned.numberInstructions.flatMap { $0.calls })
    calls = FixedArray(owned.instructions.flatMap { $0.calls })
    conversions = FixedArray(compiler.conversions)
    tensorCopies = FixedArray(compiler.tensorCopies.map { ($0.from, .passUnretained($0.to)) })
    numberCopies = FixedArray(compiler.numberCopies.map { ($0.from, $0.to.start) })
    roundedCopies = FixedArray(compiler.roundedCopies.map { ($0.from, $0.to.start) })
    self.results = compiler.results
  }

  /// The number of arithmetic operations of the matrix products and convolutions in a run.
  package var operations: Double { owned.instructions.reduce(0) { $0 + $1.operations } }

  /// Whether several threads share any of its work.
  package var isShared: Bool { owned.instructions.contains { $0.threads > 1 } }

  package func run() { S.run(self) }

  /// Implements `run` for a known type of number.
  @inline(__always) func perform() {
    for i in 0..<numberCalls.count { numberCalls.start[i].run() }
    conversions.visit { $0.element.pointee = S($0.number.pointee) }
    for i in 0..<calls.count { calls.start[i].run() }
    tensorCopies.visit { copy in
      copy.to._withUnsafeGuaranteedRef { $0.copy(from: copy.from) }
    }
    numberCopies.visit { $0.to.pointee = $0.from.pointee }
    roundedCopies.visit { $0.to.pointee = Double($0.from.pointee) }
  }

  /// The elements of a result of the last run, valid until the next.
  package subscript(result: NodeID) -> UnsafePointer<S> {
    guard let start = results[result] else { preconditionFailure("this node is no result") }
    return start
  }
}

/// The memory owned by a plan: its instructions, and the storage of its constants and intermediate values.
struct OwnedStorage<S: PlanScalar> {
  var instructions: [Instruction<S>] = []
  var numberInstructions: [Instruction<Double>] = []
  var storages: [Storage<S>] = []
  var numbers: [Storage<Double>] = []
}
