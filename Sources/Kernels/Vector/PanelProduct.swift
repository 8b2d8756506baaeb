#if AVX2 || AVX512
  import Kernels
#endif

/// C = A · B + bias, or Cᵀ = Bᵀ · Aᵀ + biasᵀ if that takes less time. The bits are the same for either, and for any division
/// of C into tiles: each element is one sum in ascending order.
func vectorProduct(_ product: MatrixProduct<Float>) {
  if SmallProduct.suits(product) { return SmallProduct.run(product) }
  PanelProduct.fastest(product).run()
}

/// Returns a call of `vectorProduct`. All matrices are in memory that is padded to a multiple of the widest register.
func boundVectorProduct(_ product: MatrixProduct<Float>) -> () -> Void {
  #if AVX2 || AVX512
    if let product = RegisterProduct(product) { return { product.run() } }
  #endif
  if SmallProduct.suits(product) { return { SmallProduct.run(product) } }
  let product = PanelProduct.fastest(product)
  return { product.run() }
}

/// Computes C by panels of B, up to three registers wide and packed in consecutive rows. Each is multiplied by all of A, one
/// tile of C at a time.
///
/// The sums of a tile stay in registers while k runs. A tile needs a register for each of its sums, three for a row of B, and
/// one for a factor from A:
///
/// | instructions | registers | large tile | used |
/// | --- | ---: | --- | ---: |
/// | AVX-512, arm64 | 32 | 8 rows × 3 | 28 |
/// | AVX2 | 16 | 4 rows × 3 | 16 |
/// | SSE2, WebAssembly | 16 | 4 rows × 2 | 12, including one for a product before it is added |
///
/// Each multiply-add then needs less than one load, and there are enough independent sums to hide its latency.
/// `.ci/inner-loops` reads the compiled loops.
///
/// Bounds: A is read at rows · inner elements, B at inner · columns, the bias at rows · columns, C is written at rows ·
/// columns.
struct PanelProduct {
  private let product: MatrixProduct<Float>

  private typealias One = OneRegister
  private typealias Two = Beside<One, One>
  #if AVX512 || AVX2 || arch(arm64)
    private typealias Three = Beside<Two, One>
  #endif

  /// Whether the rows of C are contiguous, and those of the bias.
  private let storesRows: Bool

  private init(_ product: MatrixProduct<Float>) {
    self.product = product
    storesRows = product.c.columnStride == 1 && product.bias?.columnStride ?? 1 == 1
  }

  /// A product, or its transposed equivalent if that takes less time.
  static func fastest(_ product: MatrixProduct<Float>) -> PanelProduct {
    let (panels, others) = (PanelProduct(product), PanelProduct(product.transposed))
    return panels.time <= others.time ? panels : others
  }

  /// The number of rows of A above which it pays to pack a panel even if it could be read in place, unless all of B stays in
  /// the cache.
  private static let manyRows = 64
  /// The number of elements of B that do.
  private static let fewElements = 1 << 12

  /// The approximate number of cycles of the product.
  private var time: Int {
    let width = Lanes.scalarCount
    let registers = (product.columns &+ width &- 1) / width
    let multiplied = (product.rows &+ 3) / 4 &* 2 &* registers &* product.inner
    let copied = product.b.columnStride == 1 ? 0 : product.inner &* product.columns / 8
    let turned = product.c.columnStride == 1 ? 0 : product.rows &* product.columns / 2
    return multiplied &+ copied &+ turned
  }

  func run() {
    var j = 0
    while j < product.columns {
      switch (product.columns &- j &+ Lanes.scalarCount &- 1) / Lanes.scalarCount {
      case 1: j &+= rows(One.self, j)
      #if AVX512 || AVX2 || arch(arm64)
        // Four registers are two panels of two, so that the last is not a single one.
        case 2, 4: j &+= rows(Two.self, j)
        default: j &+= rows(Three.self, j)
      #else
        default: j &+= rows(Two.self, j)
      #endif
      }
    }
  }

  /// Computes all rows of C in the columns of the panel that starts at column j.
  /// - Returns: the number of columns of the panel.
  @inline(__always)
  private func rows<Row: TileRow>(_: Row.Type, _ j: Int) -> Int {
    typealias Small = FourRows<Row>
    #if AVX512 || arch(arm64)
      typealias Large = Above<Small>
    #else
      typealias Large = Small
    #endif
    var (b, stride) = (product.b.pointer(0, j), product.b.rowStride)
    if product.b.columnStride != 1 || product.columns - j < Small.columns
      || (product.rows >= Self.manyRows && product.inner &* stride > Self.fewElements)
    {
      let panel = product.scratch + MatrixProduct<Float>.tileCount
      Panel(product, j, width: Small.columns).fill(panel)
      (b, stride) = (UnsafePointer(panel), Small.columns)
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
    return Small.columns
  }

  /// Computes the tile of C whose first element is (i, j), or the part of it that is inside C.
  @inline(never)
  private func tile<T: Tile>(
    _: T.Type, _ i: Int, _ j: Int, _ step: RowStep, _ b: UnsafePointer<Float>, _ stride: Int
  ) {
    var tile = T()
    var (a, b) = (product.a.pointer(i, 0), b)
    let right = product.a.columnStride
    var left = product.inner
    while left > 0 {
      tile.add(a, step, .load(b))
      a += right
      b += stride
      left &-= 1
    }
    let (c, count) = (product.c, product.columns &- j)
    let isWhole = i &+ T.rows <= product.rows && storesRows
    #if AVX2 || AVX512
      let staysInRegisters = isWhole
    #else
      // With a branch for parts of registers, or for a factor, the compiler would keep the sums in memory.
      let staysInRegisters = isWhole && count >= T.columns && product.factor == nil
    #endif
    if !staysInRegisters {
      tile.store(product.scratch, T.columns)
      return store(i..<Swift.min(i &+ T.rows, product.rows), j, width: T.columns)
    }
    #if AVX2 || AVX512
      if let factor = product.factor { tile.multiply(by: Lanes(repeating: -factor.pointee)) }
      if count < T.columns {
        if let bias = product.bias { tile.add(rows: bias.pointer(i, j), bias.rowStride, count) }
        if product.rectifies { tile.rectify() }
        return tile.store(c.pointer(i, j), c.rowStride, count)
      }
    #endif
    if let bias = product.bias { tile.add(rows: bias.pointer(i, j), bias.rowStride) }
    if product.rectifies { tile.rectify() }
    tile.store(c.pointer(i, j), c.rowStride)
  }

  /// Writes the part of a tile at column j that is inside C, with the bias. The sums of the tile are in the scratch memory, row
  /// by row.
  @inline(never) private func store(_ rows: Range<Int>, _ j: Int, width: Int) {
    let (c, count) = (product.c, Swift.min(width, product.columns &- j))
    var sums = product.scratch
    for i in rows {
      var column = 0
      while column < count {
        var lanes = Lanes.load(sums + column)
        let left = count &- column
        if let factor = product.factor { lanes *= -factor.pointee }
        if let bias = product.bias { lanes += .load(bias, i, j &+ column, left) }
        if product.rectifies { lanes = .relu(lanes) }
        if c.columnStride == 1 {
          lanes.storeFirst(c.pointer(i, j &+ column), left)
        } else {
          lanes.store(sums + column)
        }
        column &+= Lanes.scalarCount
      }
      sums += width
    }
    if c.columnStride != 1 {
      Turn(product.scratch, width, to: c.pointer(rows.lowerBound, j), width: c.columnStride)
        .run(0..<count, columns: rows.count)
    }
  }
}
