/// The loops for Float, compiled for one set of instructions.
///
/// The files of `Vector` are compiled once in this module, for what every processor of its kind can do, and once in each of the modules
/// that are links to them, for newer ones. One of the tables is chosen when the program starts.
public struct VectorLoops: Sendable {
  /// As it is usually called: AVX-512.
  public let name: String
  /// C = A · B; see `matrixProduct`.
  public let product: @Sendable (Product) -> Void
  /// out[i] = f(x[i]) or f(a[i], b[i]), for as many elements as the run has.
  public let elementwise: @Sendable (VectorFunction, Kernel.Run<Float>) -> Void
  /// See `softmaxRows`.
  public let softmax: @Sendable (Rows) -> Void
  /// −Σ_i y_i · ln softmax(x)_i of each row; see `crossEntropyRows`.
  public let crossEntropy: @Sendable (Rows, _ target: UnsafePointer<Float>) -> Void
  /// The sum of some rows.
  public let rowSum: @Sendable (Rows) -> Void
  /// Multiplies and adds for some rounds, as fast as it can; the result counts the arithmetic operations.
  public let multiplyAndAdd: @Sendable (_ rounds: Int) -> Double

  /// A product of matrices in memory, as `matrixProduct` describes it.
  public struct Product {
    public let rows: Int
    public let inner: Int
    public let columns: Int
    public let a: MatrixOperand<Float>
    public let b: MatrixOperand<Float>
    public let c: UnsafeMutablePointer<Float>

    public init(
      rows: Int, inner: Int, columns: Int, _ a: MatrixOperand<Float>, _ b: MatrixOperand<Float>,
      into c: UnsafeMutablePointer<Float>
    ) {
      (self.rows, self.inner, self.columns) = (rows, inner, columns)
      (self.a, self.b, self.c) = (a, b, c)
    }
  }

  /// Rows of `count` elements that lie one after the other, and where the result goes.
  public struct Rows {
    public let rows: Int
    public let count: Int
    public let x: UnsafePointer<Float>
    public let out: UnsafeMutablePointer<Float>

    public init(
      rows: Int, count: Int, _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>
    ) {
      (self.rows, self.count, self.x, self.out) = (rows, count, x, out)
    }
  }

  public init(
    name: String, product: @escaping @Sendable (Product) -> Void,
    elementwise: @escaping @Sendable (VectorFunction, Kernel.Run<Float>) -> Void,
    softmax: @escaping @Sendable (Rows) -> Void,
    crossEntropy: @escaping @Sendable (Rows, UnsafePointer<Float>) -> Void,
    rowSum: @escaping @Sendable (Rows) -> Void,
    multiplyAndAdd: @escaping @Sendable (Int) -> Double
  ) {
    self.name = name
    self.product = product
    self.elementwise = elementwise
    self.softmax = softmax
    self.crossEntropy = crossEntropy
    self.rowSum = rowSum
    self.multiplyAndAdd = multiplyAndAdd
  }

  /// What this program computes with. Set once, before anything is computed.
  public static var current: VectorLoops {
    get { chosen.pointee }
    set { chosen.pointee = newValue }
  }

  /// In memory of its own, so that a loop is found by reading a pointer.
  nonisolated(unsafe) static let chosen: UnsafeMutablePointer<VectorLoops> = {
    let place = UnsafeMutablePointer<VectorLoops>.allocate(capacity: 1)
    place.initialize(to: base)
    return place
  }()
}

/// The functions of one or two numbers that vector loops compute for Float.
public enum VectorFunction: Sendable {
  case exp, tanh, sigmoid, squareRoot, square, negative, magnitude, rectifier
  case sum, difference, product, quotient, larger, smaller
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
}
