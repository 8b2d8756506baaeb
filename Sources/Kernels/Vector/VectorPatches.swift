#if AVX2 || AVX512
  import Kernels
#endif

// Products with the patches of images, which are read where they overlap. The tiles are those of `PanelProduct`. Bounds: row k
// of the patches is read at p + offsets[k], `width` elements, a multiple of a register.

private typealias One = OneRegister
private typealias Two = Beside<One, One>
#if AVX512 || AVX2 || arch(arm64)
  private typealias Three = Beside<Two, One>
#endif
private typealias Small<Row: TileRow> = FourRows<Row>
#if AVX512 || arch(arm64)
  private typealias Large<Row: TileRow> = Above<FourRows<Row>>
#else
  private typealias Large<Row: TileRow> = FourRows<Row>
#endif

/// Computes a result tile by tile.
private protocol TiledSums {
  /// The number of rows of the result.
  var rows: Int { get }
  /// The number of registers in a row of the result.
  var registers: Int { get }

  /// Computes the tile of rows from i on, in the registers of a row from j on.
  func tile<T: Tile>(_: T.Type, _ i: Int, _ j: Int)
}

extension TiledSums {
  @inline(__always) func run() {
    var j = 0
    while j < registers {
      switch registers &- j {
      case 1: j &+= rows(One.self, j)
      #if AVX512 || AVX2 || arch(arm64)
        // Four registers are two tiles of two, so that the last is not a single one.
        case 2, 4: j &+= rows(Two.self, j)
        default: j &+= rows(Three.self, j)
      #else
        default: j &+= rows(Two.self, j)
      #endif
      }
    }
  }

  /// Computes all rows.
  /// - Returns: the number of registers.
  @inline(__always) private func rows<Row: TileRow>(_: Row.Type, _ j: Int) -> Int {
    var i = 0
    while i + Large<Row>.rows <= rows {
      tile(Large<Row>.self, i, j)
      i += Large<Row>.rows
    }
    while i < rows {
      tile(Small<Row>.self, i, j)
      i += Small<Row>.rows
    }
    return Row.registers
  }
}

struct PatchTiles: TiledSums {
  let product: PatchProduct<Float>

  var rows: Int { product.rows }
  var registers: Int { product.width / Lanes.scalarCount }

  @inline(never) func tile<T: Tile>(_: T.Type, _ i: Int, _ j: Int) {
    let inner = product.offsets.count
    let step = RowStep(inner, height: rows &- i)
    let p = product.p + j &* Lanes.scalarCount
    var offset = product.offsets.baseAddress!
    var a = product.a + i &* inner
    var tile = T()
    var left = inner
    while left > 0 {
      tile.add(a, step, .load(p + offset.pointee))
      a += 1
      offset += 1
      left &-= 1
    }
    tile.store(product.c + (i &* product.width &+ j &* Lanes.scalarCount), product.width)
  }
}

/// Each sum is in the lanes of one register until all columns are added.
struct GradientTiles: TiledSums {
  let gradient: PatchGradient<Float>

  var rows: Int { gradient.rows }
  var registers: Int { gradient.offsets.count }

  @inline(never) func tile<T: Tile>(_: T.Type, _ i: Int, _ j: Int) {
    let step = RowStep(gradient.rowStride, height: rows &- i)
    let offsets = gradient.offsets.baseAddress! + j
    var g = gradient.g + i &* gradient.rowStride
    var p = gradient.p
    var tile = T()
    var left = gradient.width
    while left > 0 {
      tile.add(registers: g, step, .load(p, offsets))
      g += Lanes.scalarCount
      p += Lanes.scalarCount
      left &-= Lanes.scalarCount
    }
    tile.store(gradient.scratch, T.columns)
    addLanes(i..<Swift.min(i &+ T.rows, rows), j..<j &+ T.Row.registers)
  }

  /// Adds up the lanes of each sum of a tile, whose registers are in the scratch memory.
  @inline(never) private func addLanes(_ rows: Range<Int>, _ places: Range<Int>) {
    var lanes = UnsafePointer(gradient.scratch)
    for i in rows {
      let c = gradient.c + i &* registers
      for j in places {
        let sum = sumOfLanes(.load(lanes))
        c[j] = gradient.adds ? c[j] + sum : sum
        lanes += Lanes.scalarCount
      }
    }
  }
}

func vectorPatchProduct(_ product: PatchProduct<Float>) { PatchTiles(product: product).run() }

func vectorPatchGradient(_ gradient: PatchGradient<Float>) {
  GradientTiles(gradient: gradient).run()
}
