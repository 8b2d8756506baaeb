import Kernels
import Learning
import Rendering
import Text

extension Stopwatch {
  /// The number of runs of a product, and the approximate number of arithmetic operations in each.
  private static let runs = 20
  private static let operationsPerRun = 1e8

  /// The best of several runs, like the peak. Copying and transposing the operands for the product is included.
  func measure(_ product: LayerProduct, of workload: Workload) -> ProductMeasurement {
    let operations = 2 * Double(product.rows * product.inner * product.columns)
    let rounds = Int((Self.operationsPerRun / operations).rounded(.up))
    let clock = ContinuousClock()
    var best = Double.infinity
    withProduct(product) { product in
      Float.compute(product)
      for _ in 0..<Self.runs {
        let began = clock.now
        for _ in 0..<rounds { Float.compute(product) }
        best = min(best, (clock.now - began) / .seconds(1) / Double(rounds))
      }
    }
    return ProductMeasurement(
      workload: workload.name, layer: product.layer, role: product.role, rows: product.rows,
      inner: product.inner, columns: product.columns, operationsPerSecond: operations / best,
      peak: peak, instructions: VectorLoops.current.name)
  }

  /// Allocates memory for a product, with random numbers as operands.
  private func withProduct(_ product: LayerProduct, _ body: (MatrixProduct<Float>) -> Void) {
    let (rows, inner, columns) = (product.rows, product.inner, product.columns)
    let counts = [
      rows * inner, inner * columns, rows * columns,
      MatrixProduct<Float>.scratchCount(inner: inner),
    ]
    // Aligned like the memory of plans and threads.
    let memory = counts.map {
      UnsafeMutableRawPointer.allocate(byteCount: $0 * MemoryLayout<Float>.stride, alignment: 64)
        .bindMemory(to: Float.self, capacity: $0)
    }
    defer { for start in memory { start.deallocate() } }
    var random = RandomSource(seed: 1)
    for (start, count) in zip(memory, counts) {
      for i in 0..<count { start[i] = Float(2 * random.uniform() - 1) }
    }
    func operand(
      _ start: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int, _ isTransposed: Bool
    ) -> MatrixOperand<Float> {
      isTransposed
        ? MatrixOperand(start, 1, rows) : MatrixOperand(start, columns, 1)
    }
    body(
      MatrixProduct(
        rows: rows, inner: inner, columns: columns,
        operand(memory[0], rows, inner, product.transposesLeft),
        operand(memory[1], inner, columns, product.transposesRight),
        into: MatrixResult(memory[2], columns, 1), scratch: memory[3]))
  }
}
