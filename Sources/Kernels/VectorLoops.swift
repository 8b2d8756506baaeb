/// The loops for Float, compiled for one set of instructions.
///
/// The files of `Vector` are compiled once in this module, for what every processor of its kind can do, and once in each of the modules
/// that are links to them, for newer ones. One of the tables is chosen when the program starts.
public struct VectorLoops: Sendable {
  /// As it is usually called: AVX-512.
  public let name: String
  /// C = A · B; see `matrixProduct`.
  public let product: @Sendable (Product) -> Void
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

  public init(
    name: String, product: @escaping @Sendable (Product) -> Void,
    multiplyAndAdd: @escaping @Sendable (Int) -> Double
  ) {
    self.name = name
    self.product = product
    self.multiplyAndAdd = multiplyAndAdd
  }

  /// What this program computes with. Set once, before anything is computed.
  nonisolated(unsafe) public static var current = base
}
