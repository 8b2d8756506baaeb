import Kernels

/// Elementwise operations of one shape, computed block by block, so that each reads the results of others from the cache.
final class ElementwiseBlocks<S: PlanScalar> {
  /// The source of an operand: memory, walked row by row, a block that another loop has just written, or the strip of the whole
  /// operation that they depend on.
  enum Source {
    case memory(UnsafePointer<S>, RowWalk)
    case block(Int)
    case strip
  }

  enum Target {
    case memory(UnsafeMutablePointer<S>)
    case block(Int)
  }

  /// A loop with its sources and its target.
  struct Loop {
    let kernel: Kernel
    let sources: [Source]
    let target: Target
  }

  /// The number of rows in which memory is walked, each of `inner` elements.
  let rows: Int
  let inner: Int
  /// The buffers of each thread.
  private let runners: [BlockRunner<S>]
  private let places: FixedArray<Unmanaged<BlockRunner<S>>>

  /// - Parameters:
  ///   - blockCount: the number of blocks that the loops use.
  ///   - threads: the number of threads that may compute at the same time.
  init(_ loops: [Loop], rows: Int, inner: Int, blockCount: Int, threads: Int) {
    self.rows = rows
    self.inner = inner
    runners = (0..<threads).map { _ in BlockRunner(loops, rows, inner, blockCount) }
    places = FixedArray(runners.map { .passUnretained($0) })
    work = 10 * Double(rows * inner * loops.count)
  }

  /// The number of arithmetic operations of a matrix product that takes about as long.
  let work: Double

  /// Computes some elements on one of the threads: whole rows, or a range of a single row.
  /// - Parameter strip: the first element of the strip.
  @inline(__always)
  func compute(_ elements: Range<Int>, _ part: Int, strip: UnsafePointer<S>? = nil) {
    places.start[part]._withUnsafeGuaranteedRef { $0.run(elements, strip: strip) }
  }

  /// The loops as separate calls, if all elements form a single block; else none.
  var calls: [PlanCall] { runners.first?.calls ?? [] }

  /// The elements that the `part`-th of `parts` threads computes: whole rows, or a range of a single row.
  @inline(__always) func share(_ part: Int, of parts: Int) -> Range<Int> {
    if parts == 1 { return 0..<rows * inner }
    if rows == 1 { return stretch(part, of: parts, count: inner, unit: 64) }
    let rows = stretch(part, of: parts, count: rows)
    return rows.lowerBound * inner..<rows.upperBound * inner
  }
}

/// The buffers of a thread: its own operands, which advance, and its own blocks.
final class BlockRunner<S: PlanScalar> {
  /// The number of elements in a block. Several loops take turns: enough for each to run at full speed, and few enough for a
  /// dozen blocks to stay in the innermost cache. A single loop computes all of a row, or of a strip, at once.
  private let size: Int
  private let rows: Int
  private let inner: Int
  /// Whether the padding after the last element is computed too, which is faster with vector loops.
  private let padded: Bool
  private let blocks: Storage<S>
  private let operands: FixedArray<Kernel.Operand<S>>
  private let loops: FixedArray<PlacedLoop<S>>
  private let walks: FixedArray<Walk<S>>
  private let starts: FixedArray<Int>
  /// The operands that read the strip.
  private let strips: FixedArray<UnsafeMutablePointer<Kernel.Operand<S>>>
  private let boxes: [LoopBox<S>]
  /// See `ElementwiseBlocks.calls`.
  fileprivate let calls: [PlanCall]
  /// Keeps the calls alive.
  private let bound: [BoundCall]

  fileprivate init(
    _ loops: [ElementwiseBlocks<S>.Loop], _ rows: Int, _ inner: Int, _ blockCount: Int
  ) {
    self.rows = rows
    self.inner = inner
    let size = loops.count == 1 ? Int.max : 512
    self.size = size
    let blocks = Storage<S>(Shape([blockCount == 0 ? 0 : blockCount * size]))
    func block(_ position: Int) -> UnsafeMutablePointer<S> { blocks.start + position * size }
    let operands = FixedArray<Kernel.Operand<S>>(count: loops.reduce(0) { $0 + $1.sources.count })
    let sources = loops.flatMap { $0.sources }
    var starts: [Int] = []
    var strips: [UnsafeMutablePointer<Kernel.Operand<S>>] = []
    var walked: [(operand: Int, memory: UnsafePointer<S>, first: Int, stride: Int)] = []
    for (position, source) in sources.enumerated() {
      let operand = operands.start + position
      switch source {
      case .memory(let memory, let walk):
        let first = memory + (walk.starts.first ?? 0)
        operand.initialize(to: Kernel.Operand(start: first, stride: walk.stride))
        walked.append((position, memory, starts.count, walk.stride))
        starts += walk.starts
      case .block(let position):
        operand.initialize(to: Kernel.Operand(start: UnsafePointer(block(position)), stride: 1))
      case .strip:
        operand.initialize(to: Kernel.Operand(start: UnsafePointer(blocks.start), stride: 1))
        strips.append(operand)
      }
    }
    let places = FixedArray(starts)
    walks = FixedArray(
      walked.map {
        Walk(
          operand: operands.start + $0.operand, memory: $0.memory, starts: places.start + $0.first,
          stride: $0.stride)
      })
    boxes = loops.map { LoopBox(S.loop(of: $0.kernel)) }
    var next = operands.start
    var placed: [PlacedLoop<S>] = []
    for (loop, box) in zip(loops, boxes) {
      let inputs = UnsafePointer(next)
      next += loop.sources.count
      let vector = S.vectorLoop(of: loop.kernel)
      switch loop.target {
      case .memory(let memory):
        placed.append(PlacedLoop(vector, box, inputs, memory, moves: true))
      case .block(let position):
        placed.append(PlacedLoop(vector, box, inputs, block(position), moves: false))
      }
    }
    self.blocks = blocks
    self.operands = operands
    self.starts = places
    self.strips = FixedArray(strips)
    self.loops = FixedArray(placed)
    padded = rows == 1 && loops.allSatisfy { S.vectorLoop(of: $0.kernel) != nil }
    let isOneBlock = rows == 1 && inner <= size && strips.isEmpty
    let count = padded ? Registers.filled(inner) : inner
    bound =
      isOneBlock
      ? zip(loops, placed).map { BoundCall(S.binding(of: $0.kernel)($1.whole(count))) } : []
    calls = zip(placed, bound).map { $0.call(count) ?? .bound(.passUnretained($1)) }
  }

  /// See `ElementwiseBlocks.compute`.
  func run(_ elements: Range<Int>, strip: UnsafePointer<S>?) {
    if rows == 1 { return run(row: 0, elements, elements.lowerBound, strip) }
    if inner == 0 { return }
    for row in elements.lowerBound / inner..<elements.upperBound / inner {
      run(row: row, 0..<inner, elements.lowerBound, strip)
    }
  }

  /// Computes a range of a row.
  /// - Parameter first: the first element of the strip.
  private func run(row: Int, _ span: Range<Int>, _ first: Int, _ strip: UnsafePointer<S>?) {
    var start = span.lowerBound
    while start < span.upperBound {
      let count = Swift.min(size, span.upperBound - start)
      let position = row * inner + start
      for i in 0..<walks.count { walks.start[i].move(row, start) }
      if let strip {
        for i in 0..<strips.count {
          strips.start[i].pointee.start = strip + (position - first)
        }
      }
      compute(count, at: position)
      start += count
    }
  }

  @inline(__always) private func compute(_ count: Int, at position: Int) {
    var end = position + count
    if padded && end == inner { end = Registers.filled(end) }
    let count = end - position
    for i in 0..<loops.count { loops.start[i].run(count, at: position) }
  }
}

/// A loop over blocks, with its sources and its target.
private struct PlacedLoop<S: PlanScalar> {
  private let vector: VectorLoop?
  private let loop: Unmanaged<LoopBox<S>>
  private let inputs: Kernel.Operands<S>
  private let out: UnsafeMutablePointer<S>
  /// Whether the target advances with the block.
  private let moves: Bool

  /// - Parameter loop: kept alive by the owner of the placed loop.
  init(
    _ vector: VectorLoop?, _ loop: LoopBox<S>, _ inputs: Kernel.Operands<S>,
    _ out: UnsafeMutablePointer<S>, moves: Bool
  ) {
    self.vector = vector
    self.loop = .passUnretained(loop)
    self.inputs = inputs
    self.out = out
    self.moves = moves
  }

  /// The run over the elements from the first on.
  func whole(_ count: Int) -> Kernel.Run<S> { Kernel.Run(count: count, inputs: inputs, out: out) }

  /// Its call, if the loop is a vector loop.
  func call(_ count: Int) -> PlanCall? {
    guard let vector else { return nil }
    let out = UnsafeMutableRawPointer(out).assumingMemoryBound(to: Float.self)
    return .vector(vector, inputs, out, count)
  }

  @inline(__always) func run(_ count: Int, at position: Int) {
    let target = moves ? out + position : out
    if let vector {
      vector(inputs, UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self), count)
    } else {
      loop._withUnsafeGuaranteedRef {
        $0.loop(Kernel.Run(count: count, inputs: inputs, out: target))
      }
    }
  }
}

/// An operand that is read from memory, with its offset for each row.
private struct Walk<S: PlanScalar> {
  let operand: UnsafeMutablePointer<Kernel.Operand<S>>
  let memory: UnsafePointer<S>
  let starts: UnsafePointer<Int>
  let stride: Int

  @inline(__always) func move(_ row: Int, _ position: Int) {
    operand.pointee.start = memory + (starts[row] + position * stride)
  }
}
