import Kernels
import Text

/// A graph compiled for repetition: one run computes the results and gives the variables their next values.
///
/// Everything is settled beforehand: the order, which elementwise operations run together, where each value lies. A run takes
/// no memory and looks nothing up. A plan belongs to the thread that runs it.
package final class Plan<S: PlanScalar> {
  package struct Assignment: Sendable {
    package let variable: NodeID
    package let value: NodeID

    package init(variable: NodeID, value: NodeID) {
      self.variable = variable
      self.value = value
    }
  }

  private let workers: Workers
  /// What is computed of numbers alone, and what of tensors.
  private let numberCalls: FixedArray<PlanCall<Double>>
  private let calls: FixedArray<PlanCall<S>>
  private let conversions: [(number: UnsafePointer<Double>, element: UnsafeMutablePointer<S>)]
  private let tensorCopies: [(from: UnsafePointer<S>, to: Storage<S>)]
  private let numberCopies: [(from: UnsafePointer<Double>, to: Storage<Double>)]
  private let roundedCopies: [(from: UnsafePointer<S>, to: Storage<Double>)]
  private let results: [NodeID: UnsafePointer<S>]
  /// What the pointers above point into.
  private var owned: OwnedStorage<S>

  /// - Parameters:
  ///   - results: nodes whose values can be read after a run.
  ///   - assignments: what the variables are given at the end of a run, all at once.
  ///   - variables: storage for every variable behind results and assignments.
  ///   - workers: who shares the large instructions.
  package init(
    _ graph: Graph, results: [NodeID], assignments: [Assignment] = [], variables: Variables<S>,
    workers: Workers = .one
  ) throws(Diagnostic) {
    self.workers = workers
    let compiler = try PlanCompiler(graph, results, assignments, variables, workers)
    owned = compiler.owned
    owned.numberInstructions = compiler.numberInstructions
    owned.instructions = compiler.instructions
    numberCalls = FixedArray(owned.numberInstructions.flatMap { $0.calls })
    calls = FixedArray(owned.instructions.flatMap { $0.calls })
    conversions = compiler.conversions
    tensorCopies = compiler.tensorCopies
    numberCopies = compiler.numberCopies
    roundedCopies = compiler.roundedCopies
    self.results = compiler.results
  }

  /// The arithmetic operations of a run, those of matrix products and convolutions.
  package var operations: Double { owned.instructions.reduce(0) { $0 + $1.operations } }

  package func run() { S.run(self) }

  /// What `run` does, where the type of number is known.
  @inline(__always) func perform() {
    for i in 0..<numberCalls.count { numberCalls.start[i].run(.one) }
    for conversion in conversions { conversion.element.pointee = S(conversion.number.pointee) }
    for i in 0..<calls.count { calls.start[i].run(workers) }
    for copy in tensorCopies { copy.to.copy(from: copy.from) }
    for copy in numberCopies { copy.to.start.pointee = copy.from.pointee }
    for copy in roundedCopies { copy.to.start.pointee = Double(copy.from.pointee) }
  }

  /// The elements of a result of the last run, in place until the next.
  package subscript(result: NodeID) -> UnsafePointer<S> {
    guard let start = results[result] else { preconditionFailure("this node is no result") }
    return start
  }
}

/// What belongs to a plan: its instructions, and the storage of its constants and of the values between its variables and its
/// results.
struct OwnedStorage<S: PlanScalar> {
  var instructions: [Instruction<S>] = []
  var numberInstructions: [Instruction<Double>] = []
  var storages: [Storage<S>] = []
  var numbers: [Storage<Double>] = []
}
