/// A row of a tile: one or more registers side by side.
protocol TileRow {
  static var registers: Int { get }

  /// Zeros.
  init()
  static func load(_ start: UnsafePointer<Float>) -> Self
  /// Loads each register at an offset of its own.
  static func load(_ start: UnsafePointer<Float>, _ offsets: UnsafePointer<Int>) -> Self
  func store(_ start: UnsafeMutablePointer<Float>)
  /// Loads the first `count` numbers, with 0 in the remaining lanes.
  static func load(_ start: UnsafePointer<Float>, _ count: Int) -> Self
  /// Stores the first `count` numbers.
  func store(_ start: UnsafeMutablePointer<Float>, _ count: Int)
  /// self + b · factor, rounded as `Lanes.add` does.
  mutating func add(_ b: Self, times factor: Lanes)
  mutating func add(_ row: Self)
  mutating func multiply(by factor: Lanes)
  /// Replaces negatives with 0.
  mutating func rectify()
}

struct OneRegister: TileRow {
  private var lanes = Lanes.zero

  static var registers: Int { 1 }

  @inline(__always) init() {}

  @inline(__always) static func load(_ start: UnsafePointer<Float>) -> Self {
    var row = Self()
    row.lanes = .load(start)
    return row
  }

  @inline(__always)
  static func load(_ start: UnsafePointer<Float>, _ offsets: UnsafePointer<Int>) -> Self {
    load(start + offsets.pointee)
  }

  @inline(__always) static func load(_ start: UnsafePointer<Float>, _ count: Int) -> Self {
    var row = Self()
    row.lanes = .loadFirst(start, count)
    return row
  }

  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) { lanes.store(start) }
  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>, _ count: Int) {
    lanes.storeFirst(start, count)
  }
  @inline(__always) mutating func add(_ b: Self, times factor: Lanes) {
    lanes.add(b.lanes, times: factor)
  }
  @inline(__always) mutating func add(_ row: Self) { lanes += row.lanes }
  @inline(__always) mutating func multiply(by factor: Lanes) { lanes *= factor }
  @inline(__always) mutating func rectify() { lanes = .relu(lanes) }
}

/// Two rows side by side.
struct Beside<Left: TileRow, Right: TileRow>: TileRow {
  private var left = Left()
  private var right = Right()

  static var registers: Int { Left.registers + Right.registers }
  private static var width: Int { Left.registers &* Lanes.scalarCount }

  @inline(__always) init() {}

  @inline(__always) static func load(_ start: UnsafePointer<Float>) -> Self {
    var row = Self()
    row.left = .load(start)
    row.right = .load(start + width)
    return row
  }

  @inline(__always)
  static func load(_ start: UnsafePointer<Float>, _ offsets: UnsafePointer<Int>) -> Self {
    var row = Self()
    row.left = .load(start, offsets)
    row.right = .load(start, offsets + Left.registers)
    return row
  }

  @inline(__always) static func load(_ start: UnsafePointer<Float>, _ count: Int) -> Self {
    var row = Self()
    row.left = .load(start, count)
    row.right = .load(start + width, count &- width)
    return row
  }

  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>, _ count: Int) {
    left.store(start, count)
    right.store(start + Self.width, count &- Self.width)
  }

  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) {
    left.store(start)
    right.store(start + Self.width)
  }

  @inline(__always) mutating func add(_ b: Self, times factor: Lanes) {
    left.add(b.left, times: factor)
    right.add(b.right, times: factor)
  }

  @inline(__always) mutating func add(_ row: Self) {
    left.add(row.left)
    right.add(row.right)
  }

  @inline(__always) mutating func multiply(by factor: Lanes) {
    left.multiply(by: factor)
    right.multiply(by: factor)
  }

  @inline(__always) mutating func rectify() {
    left.rectify()
    right.rectify()
  }
}
