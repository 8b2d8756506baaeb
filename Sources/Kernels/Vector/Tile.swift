/// A tile of C that is held in registers while its sums run over k.
protocol Tile {
  associatedtype Row: TileRow
  static var rows: Int { get }

  init()
  /// Adds the product of a column of A, at the offsets `steps` from a, and a row of B.
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: Row)
  /// Adds the products of a row's registers and a register of each row of A, at the offsets `step` from a.
  mutating func add(registers a: UnsafePointer<Float>, _ step: RowStep, _ b: Row)
  mutating func multiply(by factor: Lanes)
  /// Adds rows that are a stride apart.
  mutating func add(rows start: UnsafePointer<Float>, _ stride: Int)
  /// Adds the first `count` columns of rows that are a stride apart.
  mutating func add(rows start: UnsafePointer<Float>, _ stride: Int, _ count: Int)
  /// Replaces negatives with 0.
  mutating func rectify()
  /// Writes the rows, which are a stride apart.
  func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int)
  /// Writes the first `count` columns of the rows.
  func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int, _ count: Int)
}

extension Tile {
  static var columns: Int { Row.registers &* Lanes.scalarCount }
}

/// The offsets of the next three rows of A; the last row replaces missing ones.
struct RowStep {
  let one: Int
  let two: Int
  let three: Int

  @inline(__always) init(_ stride: Int, height: Int) {
    one = height > 1 ? stride : 0
    two = height > 2 ? 2 &* stride : one
    three = height > 3 ? 3 &* stride : two
  }
}

/// Four rows.
struct FourRows<Row: TileRow>: Tile {
  private var s0 = Row()
  private var s1 = Row()
  private var s2 = Row()
  private var s3 = Row()

  static var rows: Int { 4 }

  @inline(__always) init() {}

  // One factor after another, so that a single register holds them all.
  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: Row) {
    s0.add(b, times: Lanes(repeating: a[0]))
    s1.add(b, times: Lanes(repeating: a[step.one]))
    s2.add(b, times: Lanes(repeating: a[step.two]))
    s3.add(b, times: Lanes(repeating: a[step.three]))
  }

  @inline(__always)
  mutating func add(registers a: UnsafePointer<Float>, _ step: RowStep, _ b: Row) {
    s0.add(b, times: .load(a))
    s1.add(b, times: .load(a + step.one))
    s2.add(b, times: .load(a + step.two))
    s3.add(b, times: .load(a + step.three))
  }

  @inline(__always) mutating func multiply(by factor: Lanes) {
    s0.multiply(by: factor)
    s1.multiply(by: factor)
    s2.multiply(by: factor)
    s3.multiply(by: factor)
  }

  @inline(__always) mutating func add(rows start: UnsafePointer<Float>, _ stride: Int) {
    s0.add(.load(start))
    s1.add(.load(start + stride))
    s2.add(.load(start + 2 &* stride))
    s3.add(.load(start + 3 &* stride))
  }

  @inline(__always)
  mutating func add(rows start: UnsafePointer<Float>, _ stride: Int, _ count: Int) {
    s0.add(.load(start, count))
    s1.add(.load(start + stride, count))
    s2.add(.load(start + 2 &* stride, count))
    s3.add(.load(start + 3 &* stride, count))
  }

  @inline(__always) mutating func rectify() {
    s0.rectify()
    s1.rectify()
    s2.rectify()
    s3.rectify()
  }

  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int) {
    s0.store(c)
    s1.store(c + stride)
    s2.store(c + 2 &* stride)
    s3.store(c + 3 &* stride)
  }

  @inline(__always)
  func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int, _ count: Int) {
    s0.store(c, count)
    s1.store(c + stride, count)
    s2.store(c + 2 &* stride, count)
    s3.store(c + 3 &* stride, count)
  }
}

/// Two tiles of four rows, one above the other.
struct Above<Part: Tile>: Tile {
  typealias Row = Part.Row
  private var top = Part()
  private var bottom = Part()

  static var rows: Int { 2 * Part.rows }

  @inline(__always) init() {}

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: Row) {
    top.add(a, step, b)
    bottom.add(a + Part.rows &* step.one, step, b)
  }

  @inline(__always)
  mutating func add(registers a: UnsafePointer<Float>, _ step: RowStep, _ b: Row) {
    top.add(registers: a, step, b)
    bottom.add(registers: a + Part.rows &* step.one, step, b)
  }

  @inline(__always) mutating func multiply(by factor: Lanes) {
    top.multiply(by: factor)
    bottom.multiply(by: factor)
  }

  @inline(__always) mutating func add(rows start: UnsafePointer<Float>, _ stride: Int) {
    top.add(rows: start, stride)
    bottom.add(rows: start + Part.rows &* stride, stride)
  }

  @inline(__always)
  mutating func add(rows start: UnsafePointer<Float>, _ stride: Int, _ count: Int) {
    top.add(rows: start, stride, count)
    bottom.add(rows: start + Part.rows &* stride, stride, count)
  }

  @inline(__always) mutating func rectify() {
    top.rectify()
    bottom.rectify()
  }

  @inline(__always) func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int) {
    top.store(c, stride)
    bottom.store(c + Part.rows &* stride, stride)
  }

  @inline(__always)
  func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int, _ count: Int) {
    top.store(c, stride, count)
    bottom.store(c + Part.rows &* stride, stride, count)
  }
}
