import Text

/// The directions in which samples vary most: the eigenvectors of their covariance matrix.
///
/// The first axis is the direction with the largest variance, and each further one has the largest variance among those at
/// right angles to all before it. The plane of the first k is nearest to the samples: the mean squared distance from it is the
/// sum of the other variances, and no linear map to k numbers and back has a smaller one (Baldi and Hornik, 1989).
package struct PrincipalAxes: Sendable {
  /// The mean of each column.
  package let mean: [Double]
  /// Unit vectors, row-major, in order of their variances. Of each, the component of greatest magnitude is positive.
  package let axes: [Double]
  /// (1/n) · Σ ((x − mean) · axis)² of each axis, largest first.
  package let variances: [Double]

  /// The covariance matrix C = (1/n) · Σ (x − mean)(x − mean)ᵀ of row-major samples, diagonalized by Jacobi's rotations.
  ///
  /// Throws if the numbers are too large, or not finite.
  package init(_ samples: [Double], width: Int) throws(Diagnostic) {
    precondition(width > 0 && samples.count >= width && samples.count % width == 0, "whole rows")
    mean = Self.mean(samples, width)
    var matrix = SymmetricMatrix(covariance: samples, mean, width)
    guard matrix.isFinite else {
      throw Diagnostic("the numbers are too large, or not finite, and have no principal axes")
    }
    let vectors = matrix.diagonalize()
    let values = (0..<width).map { matrix[$0, $0] }
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    // Rounding may take a variance of 0 below it.
    variances = order.map { max(values[$0], 0) }
    axes = order.flatMap { Self.turned(vectors[$0 * width..<($0 + 1) * width]) }
  }

  /// The approximate time in nanoseconds.
  package static func work(rows: Int, width: Int) -> Double {
    let (rows, width) = (Double(rows), Double(width))
    return rows * width * (width / 2 + 2) + 40 * width * width * width
  }

  private static func mean(_ samples: [Double], _ width: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    for (index, value) in samples.enumerated() { sums[index % width] += value }
    return sums.map { $0 / Double(samples.count / width) }
  }

  /// The vector or its opposite, whichever has a positive component of greatest magnitude.
  private static func turned(_ vector: ArraySlice<Double>) -> [Double] {
    var furthest = 0.0
    for component in vector where component.magnitude > furthest.magnitude { furthest = component }
    return furthest < 0 ? vector.map { -$0 } : Array(vector)
  }
}

/// A symmetric matrix, row-major.
private struct SymmetricMatrix {
  private let size: Int
  private var elements: [Double]

  /// The number of sweeps over all pairs; convergence is quadratic, and ten are plenty.
  private static let mostSweeps = 50

  /// (1/n) · Σ (x − mean)(x − mean)ᵀ
  init(covariance samples: [Double], _ mean: [Double], _ width: Int) {
    size = width
    elements = [Double](repeating: 0, count: width * width)
    var centred = mean
    for start in stride(from: 0, to: samples.count, by: width) {
      for column in 0..<width { centred[column] = samples[start + column] - mean[column] }
      for row in 0..<width {
        let factor = centred[row]
        if factor == 0 { continue }
        for column in row..<width { elements[row * width + column] += factor * centred[column] }
      }
    }
    let count = Double(samples.count / width)
    for row in 0..<width {
      for column in row..<width {
        elements[row * width + column] /= count
        elements[column * width + row] = elements[row * width + column]
      }
    }
  }

  subscript(row: Int, column: Int) -> Double { elements[row * size + column] }

  /// Whether the sum of all squares is finite, and so every number of the rotations.
  var isFinite: Bool { elements.reduce(0) { $0 + $1 * $1 }.isFinite }

  /// Rotates pairs of rows and columns until the matrix is diagonal; returns its eigenvectors, row by row (Golub and Van Loan,
  /// *Matrix Computations*, 8.5).
  mutating func diagonalize() -> [Double] {
    var vectors = [Double](repeating: 0, count: size * size)
    for row in 0..<size { vectors[row * size + row] = 1 }
    let total = elements.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<Self.mostSweeps {
      var rest = 0.0
      for row in 0..<size {
        for column in 0..<row { rest += self[row, column] * self[row, column] }
      }
      if rest <= total * 1e-30 { break }
      for p in 0..<size {
        for q in p + 1..<max(size, p + 1) { rotate(p, q, &vectors) }
      }
    }
    return vectors
  }

  /// A ← Jᵀ A J, with J the rotation of the plane of p and q that makes A[p, q] 0.
  private mutating func rotate(_ p: Int, _ q: Int, _ vectors: inout [Double]) {
    let shared = self[p, q]
    if shared == 0 { return }
    let (pp, qq) = (self[p, p], self[q, q])
    let ratio = (qq - pp) / (2 * shared)
    let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in 0..<size {
      let (a, b) = (elements[p * size + k], elements[q * size + k])
      elements[p * size + k] = cosine * a - sine * b
      elements[q * size + k] = sine * a + cosine * b
      let (u, v) = (vectors[p * size + k], vectors[q * size + k])
      vectors[p * size + k] = cosine * u - sine * v
      vectors[q * size + k] = sine * u + cosine * v
    }
    for k in 0..<size where k != p && k != q {
      elements[k * size + p] = elements[p * size + k]
      elements[k * size + q] = elements[q * size + k]
    }
    elements[p * size + p] = pp - tangent * shared
    elements[q * size + q] = qq + tangent * shared
    elements[p * size + q] = 0
    elements[q * size + p] = 0
  }
}
