import Kernels

/// A part of a plan's work: an operation that is computed as a whole, elementwise operations block by block, or both. Then the
/// whole one is computed strip by strip, and the others follow while the strip is in the cache.
///
/// Several threads compute it if it is large enough. Each element is computed in the same way by any thread.
package final class Instruction<S: PlanScalar>: @unchecked Sendable {
  /// An operation that is computed as a whole, or some rows of it at a time.
  struct Whole {
    let kernel: Kernel
    let count: Int
    let operands: FixedArray<Kernel.Operand<S>>
    /// The memory of the result; `nil` if none of it outlives its strip.
    let out: UnsafeMutablePointer<S>?
  }

  private enum Kind {
    case whole, blocks, strips
  }

  private let kind: Kind
  /// The number of rows of the whole operation, if it is computed in strips; else 1.
  private let rowCount: Int
  /// The number of elements in a row.
  private let width: Int
  private let box: LoopBox<S>
  private let inputs: Kernel.Operands<S>
  /// The memory of the whole operation's result; `nil` if none of it outlives its strip.
  private let out: UnsafeMutablePointer<S>?
  /// The number of rows in a strip.
  private let height: Int
  private let strips = WorkingMemory()
  private let blocks: ElementwiseBlocks<S>
  /// The number of threads that compute it.
  let threads: Int
  /// Runs it.
  private var call = BoundCall {}
  /// The number of arithmetic operations, without those of elementwise operations.
  let operations: Double
  /// Keeps the memory of the pointers alive.
  private let operands: FixedArray<Kernel.Operand<S>>

  /// One of the two, or both.
  init(_ whole: Whole?, _ blocks: ElementwiseBlocks<S>?, _ workers: Workers) {
    kind = whole == nil ? .blocks : blocks == nil ? .whole : .strips
    rowCount = kind == .strips ? whole!.kernel.rowCount : 1
    width = (whole?.count ?? 0) / rowCount
    height = Strips.height(
      width: width, multiplications: (whole?.kernel.operations ?? 0) / Double(2 * rowCount))
    if let whole { box = LoopBox(S.loop(of: whole.kernel)) } else { box = LoopBox { _ in } }
    operands = whole?.operands ?? FixedArray([])
    inputs = UnsafePointer(operands.start)
    out = whole?.out
    self.blocks = blocks ?? ElementwiseBlocks([], rows: 0, inner: 0, blockCount: 0, threads: 1)
    operations = whole?.kernel.operations ?? 0
    let divisible = whole?.kernel.divisibleWork ?? 0
    let isDivisible = whole == nil || divisible > 0
    threads = isDivisible && divisible + self.blocks.work >= Workers.leastWork ? workers.count : 1
    if threads > 1 {
      let threads = threads
      let share = { @Sendable [unowned(unsafe) self] part in S.compute(self, part) }
      if let whole, kind == .whole {
        let (combine, out) = (S.combination(of: whole.kernel), whole.out!)
        call = BoundCall {
          workers.run(threads, share)
          combine(out, threads)
        }
      } else {
        call = BoundCall { workers.run(threads, share) }
      }
    } else if let whole, kind == .whole {
      call = BoundCall(
        S.binding(of: whole.kernel)(Kernel.Run(count: width, inputs: inputs, out: out!)))
    } else {
      call = BoundCall { [unowned(unsafe) self] in S.compute(self, 0) }
    }
  }

  /// The calls of a plan that run it: the loops themselves if one thread computes all of it.
  var calls: [PlanCall] {
    if threads == 1, kind == .blocks, !blocks.calls.isEmpty { return blocks.calls }
    return [.bound(.passUnretained(call))]
  }

  /// Computes one thread's share.
  @inline(__always) func compute(_ part: Int) {
    switch kind {
    case .whole:
      var run = Kernel.Run(count: width, inputs: inputs, out: out!)
      (run.part, run.parts) = (part, threads)
      box.loop(run)
    case .blocks: blocks.compute(blocks.share(part, of: threads), part)
    case .strips: computeStrips(part)
    }
  }

  private func computeStrips(_ part: Int) {
    let unit = rowCount < Strips.unit * threads ? 1 : Strips.unit
    let rows = stretch(part, of: threads, count: rowCount, unit: unit)
    let size = height * width + Registers.widest
    let memory = out == nil ? strips.elements(of: part, count: size, S.self) : nil
    var row = rows.lowerBound
    while row < rows.upperBound {
      let strip = row..<Swift.min(row + height, rows.upperBound)
      let elements = row * width..<strip.upperBound * width
      let target = memory ?? out! + elements.lowerBound
      var run = Kernel.Run(count: elements.count, inputs: inputs, out: target)
      (run.part, run.parts, run.rows) = (part, threads, strip)
      box.loop(run)
      blocks.compute(elements, part, strip: UnsafePointer(target))
      row += height
    }
  }
}

/// Chooses the whole operations to compute in strips, together with the elementwise operations that read them.
enum Strips {
  /// The number of rows in a product's tile.
  static var unit: Int { 16 }

  /// The number of rows of `width` elements in a strip that stays in the cache together with its results.
  ///
  /// - Parameter multiplications: the number in a row, which is the number of elements that it reads of the other operand.
  ///   If there are many, more rows share reading them.
  static func height(width: Int, multiplications: Double) -> Int {
    let rows = (multiplications < Double(1 << 16) ? 1 << 14 : 1 << 17) / Swift.max(width, 1)
    return Swift.max(rows / unit * unit, Swift.min(Swift.max(rows, 1), unit), 1)
  }

  /// Results with fewer elements stay in the cache anyway.
  static var leastElements: Int { 1 << 13 }

  /// Returns the order of a plan with whole operations moved into the elementwise entries that depend on them.
  ///
  /// An operation can be delayed until its readers if its own inputs do not change: no variable among them receives its next
  /// value until then.
  ///
  /// - Parameter assigned: the next value of each variable that is assigned.
  static func joined(
    _ entries: [PlanOrder.Entry], _ graph: Graph, kernels: [NodeID: Kernel],
    assigned: [NodeID: NodeID]
  ) -> [PlanOrder.Entry] {
    var entries = entries
    for (position, entry) in entries.enumerated() {
      guard case .whole(let id) = entry, let kernel = kernels[id], kernel.rowCount > 0,
        graph[id].shape.count >= leastElements,
        let reader = firstReader(of: id, entries[(position + 1)...], graph),
        case .elementwise(let ids) = entries[reader],
        case let changes = Set(graph[id].inputs.compactMap { assigned[graph.viewed($0)] }),
        entries[position...reader].allSatisfy({ changes.isDisjoint(with: $0.nodes) }),
        suits(ids, id, kernel.rowCount, graph)
      else { continue }
      entries[reader] = .strips(id, ids)
      entries[position] = .elementwise([])
    }
    return entries.filter { !$0.nodes.isEmpty }
  }

  private static func firstReader(
    of id: NodeID, _ entries: ArraySlice<PlanOrder.Entry>, _ graph: Graph
  ) -> Int? {
    entries.firstIndex { entry in
      entry.nodes.contains { node in graph[node].inputs.contains { graph.viewed($0) == id } }
    }
  }

  /// Whether elementwise operations read a whole one directly, and can be computed for some of its rows.
  private static func suits(
    _ ids: [NodeID], _ whole: NodeID, _ rowCount: Int, _ graph: Graph
  ) -> Bool {
    let shape = graph[whole].shape
    guard graph[ids[0]].shape == shape else { return false }
    for id in ids {
      for input in graph[id].inputs where input != whole && graph.viewed(input) == whole {
        return false
      }
    }
    let axes = graph.joinable(ids)
    let inner = shape.sizes.suffix(axes).reduce(1, *)
    return inner == shape.count || (inner > 0 && shape.count / inner % rowCount == 0)
  }
}

extension Graph {
  /// The number of last axes that elementwise operations of one shape walk as one.
  func joinable(_ ids: [NodeID]) -> Int {
    let shape = self[ids[0]].shape
    let members = Set(ids)
    return ids.flatMap { self[$0].inputs }.filter { !members.contains($0) }
      .map { RowWalk.joinable(self[$0].shape, under: shape) }.min() ?? shape.rank
  }
}
