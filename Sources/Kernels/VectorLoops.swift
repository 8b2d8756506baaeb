/// An elementwise loop for Float: of its inputs' `Kernel.Operand<Float>`s, one after the other, its output and how many
/// elements there are.
///
/// It lasts as long as the program, so that nothing is counted where it is copied and called.
public struct VectorLoop: @unchecked Sendable {
  public typealias Body =
    @Sendable (
      _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  @usableFromInline final class Box {
    @usableFromInline let body: Body

    @inlinable init(_ body: @escaping Body) { self.body = body }
  }

  @usableFromInline let box: Unmanaged<Box>

  @inlinable @inline(__always) public init(_ body: @escaping Body) {
    box = .passRetained(Box(body))
  }

  @inlinable @inline(__always)
  public func callAsFunction(
    _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    box._withUnsafeGuaranteedRef { $0.body(inputs, out, count) }
  }
}

/// The loops for Float, compiled for one set of instructions.
///
/// The files of `Vector` are compiled once in this module, for what every processor of its kind can do, and once in each of the
/// modules that are links to them, for newer ones. One of the tables is chosen when the program starts.
public struct VectorLoops: Sendable {
  /// As it is usually called: AVX-512.
  public let name: String
  /// C = A · B + bias.
  public let product: @Sendable (MatrixProduct<Float>) -> Void
  /// target ← source
  public let copy: @Sendable (Rectangle<Float>) -> Void
  /// target ← target + source
  public let add: @Sendable (Rectangle<Float>) -> Void
  /// In the order of the functions.
  private let elementwise: [VectorLoop]
  /// See `AdamUpdate`.
  public let adam: VectorLoop
  /// Computes each of some rows.
  public let rows: @Sendable (RowFunction, Rows<Float>) -> Void
  /// See `agreeingRows`.
  public let agreeing:
    @Sendable (_ rows: Int, _ count: Int, UnsafePointer<Float>, UnsafePointer<Float>) -> Int
  /// The sum of some rows, each a stride after the one before.
  public let rowSum: @Sendable (Rows<Float>, _ stride: Int) -> Void
  /// The sum of some elements.
  public let sum: @Sendable (UnsafePointer<Float>, _ count: Int) -> Float
  /// The largest element under each window of a pooling by two.
  public let pool: @Sendable (MaximumPooling<Float>, _ out: UnsafeMutablePointer<Float>) -> Void
  /// What arrives at the windows of a pooling by two, at their first maximum.
  public let send:
    @Sendable (
      MaximumPooling<Float>, _ arriving: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) -> Void
  /// Multiplies and adds for some rounds, as fast as it can; the result counts the arithmetic operations.
  public let multiplyAndAdd: @Sendable (_ rounds: Int) -> Double

  public init(
    name: String, product: @escaping @Sendable (MatrixProduct<Float>) -> Void,
    copy: @escaping @Sendable (Rectangle<Float>) -> Void,
    add: @escaping @Sendable (Rectangle<Float>) -> Void,
    elementwise: [VectorLoop],
    adam: VectorLoop, rows: @escaping @Sendable (RowFunction, Rows<Float>) -> Void,
    agreeing: @escaping @Sendable (Int, Int, UnsafePointer<Float>, UnsafePointer<Float>) -> Int,
    rowSum: @escaping @Sendable (Rows<Float>, Int) -> Void,
    sum: @escaping @Sendable (UnsafePointer<Float>, Int) -> Float,
    pool: @escaping @Sendable (MaximumPooling<Float>, UnsafeMutablePointer<Float>) -> Void,
    send:
      @escaping @Sendable (
        MaximumPooling<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
      ) -> Void,
    multiplyAndAdd: @escaping @Sendable (Int) -> Double
  ) {
    self.name = name
    self.product = product
    self.copy = copy
    self.add = add
    self.elementwise = elementwise
    self.adam = adam
    self.rows = rows
    self.agreeing = agreeing
    self.rowSum = rowSum
    self.sum = sum
    self.pool = pool
    self.send = send
    self.multiplyAndAdd = multiplyAndAdd
  }

  /// The loop of out[i] = f(x[i]), f(a[i], b[i]) and so on.
  public func elementwise(_ function: ElementwiseFunction) -> VectorLoop {
    elementwise[ElementwiseFunction.allCases.firstIndex(of: function)!]
  }

  /// What this program computes with. Set once, before anything is computed.
  public static var current: VectorLoops {
    get { chosen().pointee }
    set { table = inPlace(newValue) }
  }

  /// The table, in memory of its own, so that a loop is found by reading two pointers.
  @inline(__always) static func chosen() -> UnsafePointer<VectorLoops> { table ?? standard }

  /// Nil until one is chosen.
  nonisolated(unsafe) private static var table: UnsafePointer<VectorLoops>?
  nonisolated(unsafe) private static let standard = inPlace(base)

  /// For as long as the program runs.
  private static func inPlace(_ loops: VectorLoops) -> UnsafePointer<VectorLoops> {
    let place = UnsafeMutablePointer<VectorLoops>.allocate(capacity: 1)
    place.initialize(to: loops)
    return UnsafePointer(place)
  }
}
