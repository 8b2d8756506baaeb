#if AVX2 || AVX512
  import Kernels
#endif

/// C = A · B + bias, or Cᵀ = Bᵀ · Aᵀ + biasᵀ where that takes less time. The bits are the same, also whatever tiles C is cut
/// into: each element is one sum in ascending order.
func vectorProduct(_ product: MatrixProduct<Float>) {
  if SmallProduct.suits(product) { return SmallProduct.run(product) }
  let (panels, others) = (PanelProduct(product), PanelProduct(product.transposed))
  if panels.time <= others.time { panels.run() } else { others.run() }
}

/// C by panels: each takes up to three registers' width of B, in rows that lie one after the other, and meets all of A with it.
///
/// Bounds: A is read at rows · inner elements, B at inner · columns, the bias at rows · columns, C is written at rows ·
/// columns.
struct PanelProduct {
  private let product: MatrixProduct<Float>

  private typealias One = Quad
  private typealias Two = Beside<Quad, Quad>
  private typealias Three = Beside<Two, Quad>

  /// How many registers a panel is wide where there are so many columns left: none that is left for the last panel stands
  /// alone.
  @inline(__always) private static func panelWidth(_ registers: Int) -> Int {
    #if AVX512 || AVX2 || arch(arm64)
      registers >= 3 && registers != 4 ? 3 : Swift.min(registers, 2)
    #else
      Swift.min(registers, 2)
    #endif
  }

  /// Whether C and a bias that is the same for all rows lie row by row.
  private let storesRows: Bool

  @inline(__always) init(_ product: MatrixProduct<Float>) {
    self.product = product
    let bias = product.bias
    storesRows =
      product.c.columnStride == 1
      && (bias == nil || (bias!.rowStride == 0 && bias!.columnStride == 1))
  }

  /// Rows of A from which on a panel that need not be copied is: so many use it that it pays to have it in one piece.
  private static let manyRows = 64

  /// About how many cycles the product takes.
  var time: Int {
    let width = Lanes.scalarCount
    let registers = (product.columns &+ width &- 1) / width
    let multiplied = (product.rows &+ 3) / 4 &* 2 &* registers &* product.inner
    let copied = product.b.columnStride == 1 ? 0 : product.inner &* product.columns / 8
    let turned = product.c.columnStride == 1 ? 0 : product.rows &* product.columns / 2
    return multiplied &+ copied &+ turned
  }

  @inline(__always) func run() {
    var j = 0
    while j < product.columns {
      let registers = (product.columns &- j &+ Lanes.scalarCount &- 1) / Lanes.scalarCount
      let width = Self.panelWidth(registers)
      switch width {
      #if AVX512 || arch(arm64)
        case 3: rows(Above<Three>.self, Three.self, j)
        case 2: rows(Above<Two>.self, Two.self, j)
        default: rows(Above<One>.self, One.self, j)
      #else
        // Sixteen registers hold the sums of four rows and what they are made of.
        case 3: rows(Three.self, Three.self, j)
        case 2: rows(Two.self, Two.self, j)
        default: rows(One.self, One.self, j)
      #endif
      }
      j &+= width &* Lanes.scalarCount
    }
  }

  /// All rows of C, at the columns of the panel from column j on.
  @inline(__always)
  private func rows<Large: Tile, Small: Tile>(_: Large.Type, _: Small.Type, _ j: Int) {
    let width = Small.registers * Lanes.scalarCount
    var (b, stride) = (product.b.pointer(0, j), product.b.rowStride)
    if product.b.columnStride != 1 || product.columns - j < width
      || product.rows >= Self.manyRows
    {
      Panel(product, j, width: width).fill(product.scratch)
      (b, stride) = (UnsafePointer(product.scratch), width)
    }
    let step = RowStep(product.a.rowStride, height: product.rows)
    var i = 0
    while i + Large.rows <= product.rows {
      tile(Large.self, i, j, step, b, stride)
      i += Large.rows
    }
    while i + Small.rows <= product.rows {
      tile(Small.self, i, j, step, b, stride)
      i += Small.rows
    }
    if i < product.rows {
      let last = RowStep(product.a.rowStride, height: product.rows - i)
      tile(Small.self, i, j, last, b, stride)
    }
  }

  @inline(__always)
  private func tile<T: Tile>(
    _: T.Type, _ i: Int, _ j: Int, _ step: RowStep, _ b: UnsafePointer<Float>, _ stride: Int
  ) {
    var tile = T()
    var (a, b) = (product.a.pointer(i, 0), b)
    var left = product.inner
    while left > 0 {
      tile.add(a, step, b)
      a += product.a.columnStride
      b += stride
      left &-= 1
    }
    let fits =
      i &+ T.rows <= product.rows
      && j &+ T.registers &* Lanes.scalarCount <= product.columns && storesRows
    if fits {
      if let bias = product.bias { tile.add(row: bias.pointer(0, j)) }
      if product.rectifies { tile.rectify() }
      tile.store(product.c.pointer(i, j), product.c.rowStride)
    } else {
      tile.store(i, j, product)
    }
  }
}
