/// A floating-point type that the kernels compute in: `Float` for training, `Double` for lessons.
public protocol Scalar: BinaryFloatingPoint, Sendable {
  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func pow(_ x: Self, _ y: Self) -> Self

  /// Writes numbers as this type has them.
  static func round(_ numbers: [Double], into out: UnsafeMutablePointer<Self>)
  /// C = A · B + bias by the fastest loop for the type.
  static func compute(_ product: MatrixProduct<Self>)
  /// target ← source
  static func copy(_ rectangle: Rectangle<Self>)
  /// target ← target + source
  static func add(_ rectangle: Rectangle<Self>)
  /// See `softmaxRows`.
  static func softmax(
    rows: Int, count: Int, _ x: UnsafePointer<Self>, into out: UnsafeMutablePointer<Self>)
  /// See `softmaxDifferenceRows`.
  static func softmaxDifference(
    rows: Int, count: Int, target: UnsafePointer<Self>, logits: UnsafePointer<Self>,
    into out: UnsafeMutablePointer<Self>)
  /// See `crossEntropyRows`.
  static func crossEntropy(
    rows: Int, count: Int, target: UnsafePointer<Self>, logits: UnsafePointer<Self>,
    into out: UnsafeMutablePointer<Self>)
  /// See `agreeingRows`.
  static func agreeing(
    rows: Int, count: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>
  ) -> Int
  /// Σ x_i of `count` elements.
  static func sum(_ x: UnsafePointer<Self>, _ count: Int) -> Self
  /// out = the largest element under each window; NaN where there is one.
  static func pool(_ pooling: MaximumPooling<Self>, into out: UnsafeMutablePointer<Self>)
  /// out = `arriving` at the first maximum of each window, and 0 elsewhere.
  static func send(
    _ arriving: UnsafePointer<Self>, by pooling: MaximumPooling<Self>,
    to out: UnsafeMutablePointer<Self>)
  /// out_j = Σ_i x_ij of `count` columns, each sum in ascending order; from one row to the next it is `stride` elements.
  static func sumOfRows(
    rows: Int, count: Int, _ x: UnsafePointer<Self>, stride: Int,
    into out: UnsafeMutablePointer<Self>)
}

extension Double: Scalar {
  public static func exp(_ x: Double) -> Double { Mathematics.exp(x) }
  public static func log(_ x: Double) -> Double { Mathematics.log(x) }
  public static func log1p(_ x: Double) -> Double { Mathematics.log1p(x) }
  public static func sin(_ x: Double) -> Double { Mathematics.sin(x) }
  public static func cos(_ x: Double) -> Double { Mathematics.cos(x) }
  public static func tanh(_ x: Double) -> Double { Mathematics.tanh(x) }
  public static func pow(_ x: Double, _ y: Double) -> Double { Mathematics.pow(x, y) }
  public static func round(_ numbers: [Double], into out: UnsafeMutablePointer<Double>) {
    for i in numbers.indices { out[i] = numbers[i] }
  }
  public static func compute(_ product: MatrixProduct<Double>) { product.run() }
  public static func copy(_ rectangle: Rectangle<Double>) { rectangle.copy() }
  public static func add(_ rectangle: Rectangle<Double>) { rectangle.add() }
  public static func softmax(
    rows: Int, count: Int, _ x: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>
  ) {
    softmaxRows(rows: rows, count: count, x, into: out)
  }
  public static func softmaxDifference(
    rows: Int, count: Int, target: UnsafePointer<Double>, logits: UnsafePointer<Double>,
    into out: UnsafeMutablePointer<Double>
  ) {
    softmaxDifferenceRows(rows: rows, count: count, target: target, logits: logits, into: out)
  }
  public static func crossEntropy(
    rows: Int, count: Int, target: UnsafePointer<Double>, logits: UnsafePointer<Double>,
    into out: UnsafeMutablePointer<Double>
  ) {
    crossEntropyRows(rows: rows, count: count, target: target, logits: logits, into: out)
  }
  public static func agreeing(
    rows: Int, count: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>
  ) -> Int {
    agreeingRows(rows: rows, count: count, a, b)
  }
  public static func sumOfRows(
    rows: Int, count: Int, _ x: UnsafePointer<Double>, stride: Int,
    into out: UnsafeMutablePointer<Double>
  ) {
    addedRows(rows: rows, count: count, x, stride: stride, into: out)
  }
  /// In ascending order.
  public static func sum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    UnsafeBufferPointer(start: x, count: count).reduce(0, +)
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
  public static func exp(_ x: Float) -> Float { Float(Mathematics.exp(Double(x))) }
  public static func log(_ x: Float) -> Float { Float(Mathematics.log(Double(x))) }
  public static func log1p(_ x: Float) -> Float { Float(Mathematics.log1p(Double(x))) }
  public static func sin(_ x: Float) -> Float { Float(Mathematics.sin(Double(x))) }
  public static func cos(_ x: Float) -> Float { Float(Mathematics.cos(Double(x))) }
  public static func tanh(_ x: Float) -> Float { Float(Mathematics.tanh(Double(x))) }
  public static func pow(_ x: Float, _ y: Float) -> Float {
    Float(Mathematics.pow(Double(x), Double(y)))
  }
  public static func round(_ numbers: [Double], into out: UnsafeMutablePointer<Float>) {
    for i in numbers.indices { out[i] = Float(numbers[i]) }
  }
  public static func compute(_ product: MatrixProduct<Float>) {
    VectorLoops.chosen().pointee.product(product)
  }
  public static func copy(_ rectangle: Rectangle<Float>) {
    VectorLoops.chosen().pointee.copy(rectangle)
  }
  public static func add(_ rectangle: Rectangle<Float>) {
    VectorLoops.chosen().pointee.add(rectangle)
  }
  public static func softmax(
    rows: Int, count: Int, _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>
  ) {
    VectorLoops.chosen().pointee.softmax(VectorLoops.Rows(rows: rows, count: count, x, into: out))
  }
  public static func softmaxDifference(
    rows: Int, count: Int, target: UnsafePointer<Float>, logits: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>
  ) {
    VectorLoops.chosen().pointee.softmaxDifference(
      VectorLoops.Rows(rows: rows, count: count, logits, into: out), target)
  }
  public static func crossEntropy(
    rows: Int, count: Int, target: UnsafePointer<Float>, logits: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>
  ) {
    VectorLoops.chosen().pointee.crossEntropy(
      VectorLoops.Rows(rows: rows, count: count, logits, into: out), target)
  }
  public static func agreeing(
    rows: Int, count: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>
  ) -> Int {
    VectorLoops.chosen().pointee.agreeing(rows, count, a, b)
  }
  public static func sumOfRows(
    rows: Int, count: Int, _ x: UnsafePointer<Float>, stride: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    VectorLoops.chosen().pointee.rowSum(
      VectorLoops.Rows(rows: rows, count: count, x, into: out), stride)
  }
  public static func sum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    VectorLoops.chosen().pointee.sum(x, count)
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

extension Scalar {
  /// σ(x) = 1 / (1 + e^−x), without overflow for any x.
  @inlinable public static func sigmoid(_ x: Self) -> Self {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let e = exp(x)
    return e / (1 + e)
  }

  /// ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|), without overflow for any x.
  @inlinable public static func softplus(_ x: Self) -> Self {
    (x > 0 ? x : (x == x ? 0 : x)) + log1p(exp(-abs(x)))
  }
}
