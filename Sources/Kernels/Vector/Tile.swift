/// A tile of C that is held in registers while its sums run over k.
protocol Tile {
  associatedtype Row: TileRow
  static var rows: Int { get }

  init()
  /// Adds the product of a column of A, at the offsets `steps` from a, and a row of B.
  mutating func add(_ a: UnsafePointer<Float>, _ step: RowStep, _ b: Row)
  /// Adds the products of a row's registers and a register of each row of A, at the offsets `step` from a.
  mutating func add(registers a: UnsafePointer<Float>, _ step: RowStep, _ b: Row)
  /// Adds a row to each row.
  mutating func add(row: Row)
  /// Replaces negatives with 0.
  mutating func rectify()
  /// Writes the rows, which are a stride apart.
  func store(_ c: UnsafeMutablePointer<Float>, _ stride: Int)
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

  @inline(__always) mutating func add(row: Row) {
    s0.add(row)
    s1.add(row)
    s2.add(row)
    s3.add(row)
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

  @inline(__always) mutating func add(row: Row) {
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
}
