import Text

/// The measured speed of a matrix product of a training step on one thread.
package struct ProductMeasurement: Sendable {
  /// The result of the product for its layer.
  package enum Role: String, Sendable {
    case forward
    case weightGradient = "weight gradient"
    case inputGradient = "input gradient"
  }

  package let workload: String
  /// The layer's number, from 1.
  package let layer: Int
  package let role: Role
  /// The sizes of [rows, inner] · [inner, columns].
  package let rows: Int
  package let inner: Int
  package let columns: Int
  /// The number of arithmetic operations.
  package let operationsPerSecond: Double
  /// The peak number of arithmetic operations per second of a thread.
  package let peak: Double
  package let instructions: String

  package init(
    workload: String, layer: Int, role: Role, rows: Int, inner: Int, columns: Int,
    operationsPerSecond: Double, peak: Double, instructions: String
  ) {
    (self.workload, self.layer, self.role) = (workload, layer, role)
    (self.rows, self.inner, self.columns) = (rows, inner, columns)
    (self.operationsPerSecond, self.peak) = (operationsPerSecond, peak)
    self.instructions = instructions
  }

  package var gigaflops: Double { operationsPerSecond / 1e9 }
  package var shareOfPeak: Double { operationsPerSecond / peak }

  /// One JSON object on one line.
  package var line: String {
    JSON.object([
      ("workload", .string(workload)), ("layer", .whole(layer)),
      ("product", .string(role.rawValue)),
      ("rows", .whole(rows)), ("inner", .whole(inner)), ("columns", .whole(columns)),
      ("gflops", .number(gigaflops)), ("share_of_peak", .number(shareOfPeak)),
      ("instructions", .string(instructions)),
    ]).text
  }

  package static let title = row(
    "workload", "layer", "product", "rows", "inner", "columns", "GFLOP/s", "of peak")

  /// A line of the table.
  package var text: String {
    Self.row(
      workload, "\(layer)", role.rawValue, "\(rows)", "\(inner)", "\(columns)",
      NumberFormat(decimals: 1, unicode: false).column(gigaflops), percentage(shareOfPeak))
  }

  private static func row(
    _ workload: String, _ layer: String, _ product: String, _ numbers: String...
  ) -> String {
    let words =
      TextColumns.padded(workload, to: 12) + TextColumns.padded(layer, to: 7)
      + TextColumns.padded(product, to: 15)
    return words
      + zip(numbers, [7, 8, 9, 10, 10]).map { cell, width in
        TextColumns.spaces(width - TextColumns.width(cell)) + cell
      }.joined()
  }
}
