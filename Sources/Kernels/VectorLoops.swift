/// An elementwise loop for Float: of its inputs' `Kernel.Operand<Float>`s, one after the other, its output and how many elements there are.
public typealias VectorLoop =
  @convention(c) (UnsafeRawPointer, UnsafeMutablePointer<Float>, Int) -> Void

/// The loops for Float, compiled for one set of instructions.
///
/// The files of `Vector` are compiled once in this module, for what every processor of its kind can do, and once in each of the modules
/// that are links to them, for newer ones. One of the tables is chosen when the program starts.
public struct VectorLoops: Sendable {
  /// As it is usually called: AVX-512.
  public let name: String
  /// C = A · B + bias.
  public let product: @Sendable (MatrixProduct<Float>) -> Void
  /// target ← source
  public let copy: @Sendable (Rectangle<Float>) -> Void
  /// target ← target + source
  public let add: @Sendable (Rectangle<Float>) -> Void
  /// The loop of out[i] = f(x[i]), f(a[i], b[i]) and so on.
  public let elementwise: @Sendable (VectorFunction) -> VectorLoop
  /// See `softmaxRows`.
  public let softmax: @Sendable (Rows) -> Void
  /// softmax(x)_i · Σ_j y_j − y_i of each row.
  public let softmaxDifference: @Sendable (Rows, _ target: UnsafePointer<Float>) -> Void
  /// −Σ_i y_i · ln softmax(x)_i of each row; see `crossEntropyRows`.
  public let crossEntropy: @Sendable (Rows, _ target: UnsafePointer<Float>) -> Void
  /// See `agreeingRows`.
  public let agreeing:
    @Sendable (_ rows: Int, _ count: Int, UnsafePointer<Float>, UnsafePointer<Float>) -> Int
  /// The sum of some rows, each a stride after the one before.
  public let rowSum: @Sendable (Rows, _ stride: Int) -> Void
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
    name: String, product: @escaping @Sendable (MatrixProduct<Float>) -> Void,
    copy: @escaping @Sendable (Rectangle<Float>) -> Void,
    add: @escaping @Sendable (Rectangle<Float>) -> Void,
    elementwise: @escaping @Sendable (VectorFunction) -> VectorLoop,
    softmax: @escaping @Sendable (Rows) -> Void,
    softmaxDifference: @escaping @Sendable (Rows, UnsafePointer<Float>) -> Void,
    crossEntropy: @escaping @Sendable (Rows, UnsafePointer<Float>) -> Void,
    agreeing: @escaping @Sendable (Int, Int, UnsafePointer<Float>, UnsafePointer<Float>) -> Int,
    rowSum: @escaping @Sendable (Rows, Int) -> Void,
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
    self.softmax = softmax
    self.softmaxDifference = softmaxDifference
    self.crossEntropy = crossEntropy
    self.agreeing = agreeing
    self.rowSum = rowSum
    self.sum = sum
    self.pool = pool
    self.send = send
    self.multiplyAndAdd = multiplyAndAdd
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

/// The functions of one to six numbers that vector loops compute for Float.
public enum VectorFunction: Sendable {
  case exp, log, tanh, sigmoid, squareRoot, square, negative, magnitude, rectifier
  case sum, difference, product, quotient, larger, smaller
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  /// a where b > 0, else a · 0.
  case productWherePositive
  /// a + s · x, a − s · x, s · a + t · b and s · a + t · b².
  case sumWithMultiple, differenceFromMultiple, weightedSum, weightedSumWithSquare
  /// a / (√b + c) and w − s · m / (√(t · v) + c).
  case quotientByRoot, differenceFromQuotientByRoot
  /// See `AdamUpdate`.
  case adamUpdate
}
