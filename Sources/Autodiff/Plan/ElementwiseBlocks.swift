import Kernels

/// Elementwise operations of one shape, computed block by block: what one writes the next reads from the cache.
final class ElementwiseBlocks<S: PlanScalar> {
  /// Enough for a loop to run at speed, few enough that a dozen blocks stay in the innermost cache.
  static var size: Int { 512 }

  /// Where an operation reads: memory, walked row by row, or the block that another operation has just written.
  enum Source {
    case memory(UnsafePointer<S>, RowWalk)
    case block(Int)
  }

  enum Target {
    case memory(UnsafeMutablePointer<S>)
    case block(Int)
  }

  struct Part {
    let loop: Kernel.Loop<S>
    let sources: [Source]
    let target: Target
  }

  private let rows: Int
  private let inner: Int
  private let blocks: Storage<S>
  /// Kept by `placed`, and run without being counted.
  private let parts: [Unmanaged<PlacedPart<S>>]
  private let placed: [PlacedPart<S>]
  /// The operands of all parts, one after the other, and what of them changes from block to block.
  private let operands: Operands<S>
  private let walks: [Walk<S>]

  /// - Parameters:
  ///   - rows: how many rows the memory is walked in, each `inner` elements.
  ///   - blockCount: how many blocks the parts use.
  init(_ parts: [Part], rows: Int, inner: Int, blockCount: Int) {
    self.rows = rows
    self.inner = inner
    let blocks = Storage<S>(Shape([blockCount * Self.size]))
    self.blocks = blocks
    func block(_ position: Int) -> UnsafeMutablePointer<S> { blocks.start + position * Self.size }
    let operands = Operands<S>(count: parts.reduce(0) { $0 + $1.sources.count })
    var next = operands.start
    var walks: [Walk<S>] = []
    var placed: [PlacedPart<S>] = []
    for part in parts {
      let first = next
      for source in part.sources {
        switch source {
        case .memory(let memory, let walk):
          next.initialize(
            to: Kernel.Operand(start: memory + (walk.starts.first ?? 0), stride: walk.stride))
          walks.append(Walk(operand: next, memory: memory, walk: walk))
        case .block(let position):
          next.initialize(
            to: Kernel.Operand(start: UnsafePointer(block(position)), stride: 1))
        }
        next += 1
      }
      switch part.target {
      case .memory(let memory):
        placed.append(PlacedPart(part.loop, first, memory, moves: true))
      case .block(let position):
        placed.append(PlacedPart(part.loop, first, block(position), moves: false))
      }
    }
    self.operands = operands
    self.walks = walks
    self.placed = placed
    self.parts = placed.map { .passUnretained($0) }
  }

  func run() {
    for row in 0..<rows {
      if rows > 1 || inner > Self.size { for walk in walks { walk.begin(row) } }
      var start = 0
      while true {
        let count = Swift.min(Self.size, inner - start)
        let offset = row * inner + start
        for part in parts { part._withUnsafeGuaranteedRef { $0.run(count, at: offset) } }
        start += count
        if start >= inner { break }
        for walk in walks { walk.advance(by: count) }
      }
    }
  }
}

/// An operation of a block, with its place.
private final class PlacedPart<S: PlanScalar> {
  private let loop: Kernel.Loop<S>
  private let inputs: UnsafePointer<Kernel.Operand<S>>
  private let out: UnsafeMutablePointer<S>
  /// Whether the target moves on with the block.
  private let moves: Bool

  init(
    _ loop: @escaping Kernel.Loop<S>, _ inputs: UnsafeMutablePointer<Kernel.Operand<S>>,
    _ out: UnsafeMutablePointer<S>, moves: Bool
  ) {
    self.loop = loop
    self.inputs = UnsafePointer(inputs)
    self.out = out
    self.moves = moves
  }

  func run(_ count: Int, at offset: Int) {
    loop(Kernel.Run(count: count, inputs: inputs, out: moves ? out + offset : out))
  }
}

/// An operand that is read from memory: where it is for each row, and how it goes along.
private struct Walk<S: PlanScalar> {
  let operand: UnsafeMutablePointer<Kernel.Operand<S>>
  let memory: UnsafePointer<S>
  let walk: RowWalk

  func begin(_ row: Int) { operand.pointee.start = memory + walk.starts[row] }

  func advance(by count: Int) { operand.pointee.start += count * walk.stride }
}

/// Memory for operands, for as long as the steps that use it.
final class Operands<S: Scalar> {
  let start: UnsafeMutablePointer<Kernel.Operand<S>>

  init(count: Int) { start = .allocate(capacity: Swift.max(count, 1)) }

  convenience init(_ operands: [Kernel.Operand<S>]) {
    self.init(count: operands.count)
    for (position, operand) in operands.enumerated() {
      (start + position).initialize(to: operand)
    }
  }

  deinit { start.deallocate() }
}
