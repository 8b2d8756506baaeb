/// A floating-point type that the kernels compute in: `Float` for training, `Double` for lessons.
public protocol Scalar: BinaryFloatingPoint, Sendable {
  /// The larger of two numbers; NaN if one of them is NaN.
  static func larger(_ a: Self, _ b: Self) -> Self
  /// The smaller of two numbers; NaN if one of them is NaN.
  static func smaller(_ a: Self, _ b: Self) -> Self

  /// Stores numbers rounded to this type.
  static func round(_ numbers: [Double], into out: UnsafeMutablePointer<Self>)
  /// Whether none of `count` elements is infinite or NaN.
  static func areFinite(_ x: UnsafePointer<Self>, _ count: Int) -> Bool
  /// out_ji = x_ij of a matrix [rows, columns].
  static func transpose(
    _ x: UnsafePointer<Self>, rows: Int, columns: Int, into out: UnsafeMutableBufferPointer<Self>)
  /// C = A · B + bias: the fastest loop for the type.
  static var productLoop: (MatrixProduct<Self>) -> Void { get }
  /// C = A · P for the patches of an image.
  static func compute(_ product: PatchProduct<Self>)
  /// C = Σ_n G_n · P_nᵀ for the patches of images.
  static func compute(_ gradient: PatchGradient<Self>)
  /// Returns a call of the loop: what depends on sizes and strides is decided once, and not in each call.
  static func bound(_ product: MatrixProduct<Self>) -> () -> Void
  /// target ← source
  static func copy(_ rectangle: Rectangle<Self>)
  /// target ← target + source
  static func add(_ rectangle: Rectangle<Self>)
  /// See `agreeingRows`.
  static func agreeing(
    rows: Int, count: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>
  ) -> Int
  /// Σ x_i of `count` elements.
  static func sum(_ x: UnsafePointer<Self>, _ count: Int) -> Self
  /// Returns a call that computes out = Σ x_i / divisor.
  static func boundSum(
    _ x: UnsafePointer<Self>, _ count: Int, dividedBy divisor: Self,
    into out: UnsafeMutablePointer<Self>
  ) -> () -> Void
  /// out = the maximum under each window; NaN if there is one.
  static func pool(_ pooling: MaximumPooling<Self>, into out: UnsafeMutablePointer<Self>)
  /// out = `arriving` at the first maximum of each window, and 0 elsewhere.
  static func send(
    _ arriving: UnsafePointer<Self>, by pooling: MaximumPooling<Self>,
    to out: UnsafeMutablePointer<Self>)
  /// out_j = Σ_i x_ij of rows that are `stride` elements apart, each sum in ascending order.
  static func sum(_ rows: Rows<Self>, stride: Int)
  /// Returns a call that computes such a sum.
  static func boundSum(_ rows: Rows<Self>, stride: Int) -> () -> Void
}

extension Scalar {
  /// C = A · B + bias
  @inlinable public static func compute(_ product: MatrixProduct<Self>) { productLoop(product) }
}

// Requirements, so that each type has its own compiled loops.

extension Scalar {
  public static func areFinite(_ x: UnsafePointer<Self>, _ count: Int) -> Bool {
    (0..<count).allSatisfy { x[$0].isFinite }
  }

  public static func transpose(
    _ x: UnsafePointer<Self>, rows: Int, columns: Int, into out: UnsafeMutableBufferPointer<Self>
  ) {
    for j in 0..<columns {
      for i in 0..<rows { out.initializeElement(at: j * rows + i, to: x[i * columns + j]) }
    }
  }
}

extension Double: Scalar {
  public static func round(_ numbers: [Double], into out: UnsafeMutablePointer<Double>) {
    for i in numbers.indices { out[i] = numbers[i] }
  }
  public static var productLoop: (MatrixProduct<Double>) -> Void { { $0.run() } }
  public static func compute(_ product: PatchProduct<Double>) { product.run() }
  public static func compute(_ gradient: PatchGradient<Double>) { gradient.run() }
  public static func bound(_ product: MatrixProduct<Double>) -> () -> Void { { product.run() } }
  public static func copy(_ rectangle: Rectangle<Double>) { rectangle.copy() }
  public static func add(_ rectangle: Rectangle<Double>) { rectangle.add() }
  public static func agreeing(
    rows: Int, count: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>
  ) -> Int {
    agreeingRows(rows: rows, count: count, a, b)
  }
  public static func sum(_ rows: Rows<Double>, stride: Int) {
    addedRows(rows: rows.rows, count: rows.count, rows.x, stride: stride, into: rows.out)
  }
  public static func boundSum(_ rows: Rows<Double>, stride: Int) -> () -> Void {
    { sum(rows, stride: stride) }
  }
  /// In ascending order.
  public static func sum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    UnsafeBufferPointer(start: x, count: count).reduce(0, +)
  }
  public static func boundSum(
    _ x: UnsafePointer<Double>, _ count: Int, dividedBy divisor: Double,
    into out: UnsafeMutablePointer<Double>
  ) -> () -> Void {
    { out.pointee = sum(x, count) / divisor }
  }
  public static func pool(_ pooling: MaximumPooling<Double>, into out: UnsafeMutablePointer<Double>)
  {
    pooling.pool(into: out)
  }
  public static func send(
    _ arriving: UnsafePointer<Double>, by pooling: MaximumPooling<Double>,
    to out: UnsafeMutablePointer<Double>
  ) {
    pooling.send(arriving, to: out)
  }
}

extension Float: Scalar {
  public static func round(_ numbers: [Double], into out: UnsafeMutablePointer<Float>) {
    for i in numbers.indices { out[i] = Float(numbers[i]) }
  }
  public static var productLoop: (MatrixProduct<Float>) -> Void {
    VectorLoops.chosen().pointee.product
  }
  public static func compute(_ product: PatchProduct<Float>) {
    VectorLoops.chosen().pointee.patchProduct(product)
  }
  public static func compute(_ gradient: PatchGradient<Float>) {
    VectorLoops.chosen().pointee.patchGradient(gradient)
  }
  public static func bound(_ product: MatrixProduct<Float>) -> () -> Void {
    VectorLoops.chosen().pointee.boundProduct(product)
  }
  public static func copy(_ rectangle: Rectangle<Float>) {
    VectorLoops.chosen().pointee.copy(rectangle)
  }
  public static func add(_ rectangle: Rectangle<Float>) {
    VectorLoops.chosen().pointee.add(rectangle)
  }
  public static func agreeing(
    rows: Int, count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
  ) -> Int {
    VectorLoops.chosen().pointee.agreeing(rows, count, a, b)
  }
  public static func sum(_ rows: Rows<Float>, stride: Int) {
    VectorLoops.chosen().pointee.rowSum(rows, stride)
  }
  public static func boundSum(_ rows: Rows<Float>, stride: Int) -> () -> Void {
    let loop = VectorLoops.chosen().pointee.rowSum
    return { loop(rows, stride) }
  }
  public static func sum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    VectorLoops.chosen().pointee.sum(x, count)
  }
  public static func boundSum(
    _ x: UnsafePointer<Float>, _ count: Int, dividedBy divisor: Float,
    into out: UnsafeMutablePointer<Float>
  ) -> () -> Void {
    let loop = VectorLoops.chosen().pointee.sum
    return { out.pointee = loop(x, count) / divisor }
  }
  public static func pool(_ pooling: MaximumPooling<Float>, into out: UnsafeMutablePointer<Float>) {
    if pooling.isByTwo {
      VectorLoops.chosen().pointee.pool(pooling, out)
    } else {
      pooling.pool(into: out)
    }
  }
  public static func send(
    _ arriving: UnsafePointer<Float>, by pooling: MaximumPooling<Float>,
    to out: UnsafeMutablePointer<Float>
  ) {
    if pooling.isByTwo {
      VectorLoops.chosen().pointee.send(pooling, arriving, out)
    } else {
      pooling.send(arriving, to: out)
    }
  }
}
