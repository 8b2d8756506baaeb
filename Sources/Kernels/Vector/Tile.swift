#if AVX2 || AVX512
  import Kernels
#endif

/// A part of C that is held in registers while its sums run over k.
protocol Tile {
  static var rows: Int { get }
  /// How many registers hold a row.
  static var registers: Int { get }

  init()
  /// Adds a column of A, whose elements lie at a and the steps from there, times a row of B from b on.
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: UnsafePointer<Float>)
  /// Adds what lies at `row` to each row.
  mutating func add(row: UnsafePointer<Float>)
  /// Replaces negatives with 0.
  mutating func rectify()
  /// Writes all of it, rows in one piece each, the next one a stride further on.
  func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int)
  /// Writes what lies within C of the tile whose first element is (i, j), with the bias.
  func store(_ i: Int, _ j: Int, _ product: MatrixProduct<Float>)
}

/// From one row of A to the next three; the last row stands for those that there are not.
struct RowStep {
  let one: Int
  let two: Int
  let three: Int

  @inline(__always) init(_ stride: Int, height: Int) {
    one = Swift.min(height - 1, 1) &* stride
    two = Swift.min(height - 1, 2) &* stride
    three = Swift.min(height - 1, 3) &* stride
  }
}

/// Four rows, each in a register.
struct Quad: Tile {
  private var s0 = Lanes.zero
  private var s1 = Lanes.zero
  private var s2 = Lanes.zero
  private var s3 = Lanes.zero

  static var rows: Int { 4 }
  static var registers: Int { 1 }

  @inline(__always) init() {}

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: UnsafePointer<Float>) {
    let line = Lanes.load(b)
    s0.add(line, times: Lanes(repeating: a[0]))
    s1.add(line, times: Lanes(repeating: a[step.one]))
    s2.add(line, times: Lanes(repeating: a[step.two]))
    s3.add(line, times: Lanes(repeating: a[step.three]))
  }

  @inline(__always) mutating func add(row: UnsafePointer<Float>) {
    let row = Lanes.load(row)
    s0 += row
    s1 += row
    s2 += row
    s3 += row
  }

  @inline(__always) mutating func rectify() {
    s0 = Lanes.relu(s0)
    s1 = Lanes.relu(s1)
    s2 = Lanes.relu(s2)
    s3 = Lanes.relu(s3)
  }

  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int) {
    s0.store(c)
    s1.store(c + stride)
    s2.store(c + 2 &* stride)
    s3.store(c + 3 &* stride)
  }

  @inline(never)
  func store(_ i: Int, _ j: Int, _ product: MatrixProduct<Float>) {
    let count = product.columns - j
    if count <= 0 { return }
    var tile = self
    if let bias = product.bias { tile.add(bias, i, j, product) }
    if product.rectifies { tile.rectify() }
    let (c, height) = (product.c, product.rows - i)
    if c.columnStride != 1, height >= 4, count >= Lanes.scalarCount {
      tile.storeColumns(c.pointer(i, j), c.columnStride)
    } else {
      tile.s0.store(c, i, j, count)
      if height > 1 { tile.s1.store(c, i + 1, j, count) }
      if height > 2 { tile.s2.store(c, i + 2, j, count) }
      if height > 3 { tile.s3.store(c, i + 3, j, count) }
    }
  }

  @inline(__always)
  private mutating func add(
    _ bias: MatrixOperand<Float>, _ i: Int, _ j: Int, _ product: MatrixProduct<Float>
  ) {
    let (height, count) = (product.rows - i, product.columns - j)
    s0 += .load(bias, i, j, count)
    if height > 1 { s1 += .load(bias, i + 1, j, count) }
    if height > 2 { s2 += .load(bias, i + 2, j, count) }
    if height > 3 { s3 += .load(bias, i + 3, j, count) }
  }

  /// Where the four elements of a column lie side by side.
  @inline(__always)
  private func storeColumns(_ c: UnsafeMutablePointer<Float>, _ stride: Int) {
    for lane in 0..<Lanes.scalarCount {
      UnsafeMutableRawPointer(c + lane &* stride).storeBytes(
        of: SIMD4(s0[lane], s1[lane], s2[lane], s3[lane]), as: SIMD4<Float>.self)
    }
  }
}

/// Two tiles of as many rows side by side.
struct Beside<Left: Tile, Right: Tile>: Tile {
  private var left = Left()
  private var right = Right()

  static var rows: Int { Left.rows }
  static var registers: Int { Left.registers + Right.registers }
  private static var width: Int { Left.registers &* Lanes.scalarCount }

  @inline(__always) init() {}

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: UnsafePointer<Float>) {
    left.add(a, step, b)
    right.add(a, step, b + Self.width)
  }

  @inline(__always) mutating func add(row: UnsafePointer<Float>) {
    left.add(row: row)
    right.add(row: row + Self.width)
  }

  @inline(__always) mutating func rectify() {
    left.rectify()
    right.rectify()
  }

  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int) {
    left.store(c, stride)
    right.store(c + Self.width, stride)
  }

  @inline(__always) func store(_ i: Int, _ j: Int, _ product: MatrixProduct<Float>) {
    left.store(i, j, product)
    right.store(i, j + Self.width, product)
  }
}

/// Two tiles of four rows, one above the other.
struct Above<Part: Tile>: Tile {
  private var top = Part()
  private var bottom = Part()

  static var rows: Int { 2 * Part.rows }
  static var registers: Int { Part.registers }

  @inline(__always) init() {}

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: UnsafePointer<Float>) {
    top.add(a, step, b)
    bottom.add(a + Part.rows &* step.one, step, b)
  }

  @inline(__always) mutating func add(row: UnsafePointer<Float>) {
    top.add(row: row)
    bottom.add(row: row)
  }

  @inline(__always) mutating func rectify() {
    top.rectify()
    bottom.rectify()
  }

  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int) {
    top.store(c, stride)
    bottom.store(c + Part.rows &* stride, stride)
  }

  @inline(__always) func store(_ i: Int, _ j: Int, _ product: MatrixProduct<Float>) {
    top.store(i, j, product)
    bottom.store(i + Part.rows, j, product)
  }
}
