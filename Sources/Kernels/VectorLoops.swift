/// An elementwise loop for Float: a function of its inputs' consecutive `Kernel.Operand<Float>`s, its output and the number
/// of elements.
///
/// It lives as long as the program, so that copying and calling it needs no reference counting.
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
/// The files of `Vector` are compiled in this module for every processor of its kind, and again in each of the modules that
/// link to them, for newer ones. One of the tables is chosen when the program starts.
public struct VectorLoops: Sendable {
  /// The usual name of the instruction set: AVX-512.
  public let name: String
  /// C = A · B + bias.
  public let product: @Sendable (MatrixProduct<Float>) -> Void
  /// C = A · P for the patches of an image.
  public let patchProduct: @Sendable (PatchProduct<Float>) -> Void
  /// C = Σ_n G_n · P_nᵀ for the patches of images.
  public let patchGradient: @Sendable (PatchGradient<Float>) -> Void
  /// Returns a call that computes a product.
  public let boundProduct: @Sendable (MatrixProduct<Float>) -> () -> Void
  /// target ← source
  public let copy: @Sendable (Rectangle<Float>) -> Void
  /// target ← target + source
  public let add: @Sendable (Rectangle<Float>) -> Void
  /// The elementwise loops, in the order of the functions.
  private let elementwise: [VectorLoop]
  /// See `AdamUpdate`.
  public let adam: VectorLoop
  /// Computes each of some rows.
  public let rows: @Sendable (RowFunction, Rows<Float>) -> Void
  /// See `agreeingRows`.
  public let agreeing:
    @Sendable (_ rows: Int, _ count: Int, UnsafePointer<Float>, UnsafePointer<Float>) -> Int
  /// The sum of rows that are a stride apart.
  public let rowSum: @Sendable (Rows<Float>, _ stride: Int) -> Void
  /// The sum of some elements.
  public let sum: @Sendable (UnsafePointer<Float>, _ count: Int) -> Float
  /// The maximum under each window of a pooling by two.
  public let pool: @Sendable (MaximumPooling<Float>, _ out: UnsafeMutablePointer<Float>) -> Void
  /// The gradient of a pooling by two, passed to the first maximum of each window.
  public let send:
    @Sendable (
      MaximumPooling<Float>, _ arriving: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
    ) -> Void
  /// Multiplies and adds for some rounds, at full speed; returns the number of arithmetic operations.
  public let multiplyAndAdd: @Sendable (_ rounds: Int) -> Double

  public init(
    name: String, product: @escaping @Sendable (MatrixProduct<Float>) -> Void,
    patchProduct: @escaping @Sendable (PatchProduct<Float>) -> Void,
    patchGradient: @escaping @Sendable (PatchGradient<Float>) -> Void,
    boundProduct: @escaping @Sendable (MatrixProduct<Float>) -> () -> Void,
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
    (self.patchProduct, self.patchGradient) = (patchProduct, patchGradient)
    self.boundProduct = boundProduct
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

  /// The table that this program uses. It is set once, before anything is computed.
  public static var current: VectorLoops {
    get { chosen().pointee }
    set { table = inPlace(newValue) }
  }

  /// The table, separately allocated, so that finding a loop takes reading two pointers.
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
