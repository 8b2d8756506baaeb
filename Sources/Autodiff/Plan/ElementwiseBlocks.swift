import Kernels

/// Elementwise operations of one shape, computed block by block: what one writes the next reads from the cache.
struct ElementwiseBlocks<S: PlanScalar> {
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

  private let parts: [Part]
  private let rows: Int
  private let inner: Int
  private let blocks: Storage<S>
  /// The operands of all parts, one after the other, set anew for each block.
  private let operands: Operands<S>

  /// - Parameters:
  ///   - rows: how many rows the memory is walked in, each `inner` elements.
  ///   - blockCount: how many blocks the parts use.
  init(_ parts: [Part], rows: Int, inner: Int, blockCount: Int) {
    self.parts = parts
    self.rows = rows
    self.inner = inner
    blocks = Storage(Shape([blockCount * Self.size]))
    operands = Operands(count: parts.reduce(0) { $0 + $1.sources.count })
    if rows == 1 && inner <= Self.size { point(row: 0, start: 0) }
  }

  func run() {
    if rows == 1 && inner <= Self.size { return runParts(row: 0, start: 0, count: inner) }
    for row in 0..<rows {
      var start = 0
      while start < inner {
        point(row: row, start: start)
        runParts(row: row, start: start, count: Swift.min(Self.size, inner - start))
        start += Self.size
      }
    }
  }

  private func point(row: Int, start: Int) {
    var operand = operands.start
    for part in parts {
      for source in part.sources {
        switch source {
        case .memory(let memory, let walk):
          let offset = walk.starts[row] + start * walk.stride
          operand.initialize(to: Kernel.Operand(start: memory + offset, stride: walk.stride))
        case .block(let block):
          operand.initialize(
            to: Kernel.Operand(start: UnsafePointer(self.block(block)), stride: 1))
        }
        operand += 1
      }
    }
  }

  private func runParts(row: Int, start: Int, count: Int) {
    var operand = operands.start
    for part in parts {
      let out: UnsafeMutablePointer<S>
      switch part.target {
      case .memory(let memory): out = memory + row * inner + start
      case .block(let block): out = self.block(block)
      }
      part.loop(Kernel.Run(count: count, inputs: UnsafePointer(operand), out: out))
      operand += part.sources.count
    }
  }

  private func block(_ position: Int) -> UnsafeMutablePointer<S> {
    blocks.start + position * Self.size
  }
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
