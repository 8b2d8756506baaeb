import Kernels
import Processor
import TestSupport
import Testing

/// A matrix in separate memory, in one of two orientations, at an offset to which no register is aligned.
private struct Placed {
  let elements: [Float]
  let offset: Int
  let rowStride: Int
  let columnStride: Int

  /// - Parameter margin: the gap between rows, or columns.
  /// - Parameter areWhole: whether its numbers are integers, so that no sum of their products is rounded.
  init(
    _ rows: Int, _ columns: Int, isTransposed: Bool, margin: Int, areWhole: Bool = true,
    _ random: inout SplitMix64
  ) {
    offset = random.size(0...3)
    (rowStride, columnStride) = isTransposed ? (1, rows + margin) : (columns + margin, 1)
    let count = offset + (rows + margin) * (columns + margin)
    elements = areWhole ? random.wholeNumbers(count) : random.numbers(count)
  }

  subscript(i: Int, j: Int) -> Float { elements[offset + i * rowStride + j * columnStride] }

  func with(_ body: (MatrixOperand<Float>) -> Void) {
    elements.withUnsafeBufferPointer {
      body(MatrixOperand($0.baseAddress! + offset, rowStride, columnStride))
    }
  }
}

/// What is added to a product.
private enum Bias: CaseIterable {
  case none, alongRows, alongColumns, matrix
}

@Suite("Products by vector loops")
struct VectorProductTests {
  /// Sizes below, at and above multiples of every register and tile.
  private static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 65, 70, 100]

  /// C, row by row, and whether anything was written outside it.
  /// - Parameter factor: the number whose product with A · B is subtracted from the bias, if any.
  private func product(
    _ loops: VectorLoops, _ sizes: (rows: Int, inner: Int, columns: Int), _ a: Placed, _ b: Placed,
    _ bias: MatrixOperand<Float>?, factor: Float? = nil, rectifies: Bool, isTransposed: Bool
  ) -> (c: [Float], isContained: Bool) {
    let (rows, inner, columns) = sizes
    let (offset, margin) = (3, 2)
    let (down, right) = isTransposed ? (1, rows + margin) : (columns + margin, 1)
    let memory: [Float] = output(offset + (rows + margin) * (columns + margin)) { c in
      let _: [Float] = output(MatrixProduct<Float>.scratchCount(inner: inner)) { scratch in
        a.with { a in
          b.with { b in
            withUnsafePointer(to: factor ?? 0) { number in
              loops.product(
                MatrixProduct(
                  rows: rows, inner: inner, columns: columns, a, b, bias: bias,
                  factor: factor == nil ? nil : number, rectifies: rectifies,
                  into: MatrixResult(c + offset, down, right), scratch: scratch))
            }
          }
        }
      }
    }
    var positions = Set<Int>()
    var c: [Float] = []
    for i in 0..<rows {
      for j in 0..<columns {
        positions.insert(offset + i * down + j * right)
        c.append(memory[offset + i * down + j * right])
      }
    }
    let isContained = memory.indices.allSatisfy { positions.contains($0) || memory[$0].isNaN }
    return (c, isContained)
  }

  @Test(
    "in every orientation, with every bias, added or subtracted from, a product of whole numbers is that of plain loops",
    arguments: 0..<40 as Range<UInt64>)
  func wholeNumbers(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func size() -> Int { Self.sizes[random.size(0...Self.sizes.count - 1)] }
    let inner = seed.isMultiple(of: 11) ? 0 : size()
    compareWithPlainLoops((rows: size(), inner: inner, columns: size()), &random)
  }

  @Test("the same for every product of up to 64 multiplications", arguments: 1...8)
  func small(rows: Int) {
    var random = SplitMix64(seed: UInt64(rows))
    for inner in 0...64 / rows {
      for columns in 1...64 / rows where rows * inner * columns <= 64 {
        compareWithPlainLoops((rows, inner, columns), &random)
      }
    }
  }

  /// Compares the products of whole numbers, in every orientation and with every bias, by every table of loops.
  private func compareWithPlainLoops(
    _ sizes: (rows: Int, inner: Int, columns: Int), _ random: inout SplitMix64
  ) {
    let bias: [Float] = random.wholeNumbers(sizes.rows * sizes.columns)
    for orientation in 0..<8 {
      let a = Placed(
        sizes.rows, sizes.inner, isTransposed: orientation & 1 != 0, margin: random.size(0...2),
        &random)
      let b = Placed(
        sizes.inner, sizes.columns, isTransposed: orientation & 2 != 0, margin: random.size(0...2),
        &random)
      for kind in Bias.allCases {
        let rectifies = random.size(0...1) == 1
        let factor: Float? = kind != .none && random.size(0...1) == 1 ? -3 : nil
        let (down, right) =
          switch kind {
          case .none, .matrix: (sizes.columns, 1)
          case .alongRows: (0, 1)
          case .alongColumns: (1, 0)
          }
        var expected: [Float] = []
        for i in 0..<sizes.rows {
          for j in 0..<sizes.columns {
            let sum = (0..<sizes.inner).reduce(Float(0)) { $0 + a[i, $1] * b[$1, j] }
            let biased =
              kind == .none ? sum : bias[i * down + j * right] - (factor ?? -1) * sum
            expected.append(rectifies ? max(0, biased) : biased)
          }
        }
        for loops in Processor.loops {
          bias.withUnsafeBufferPointer {
            let operand = MatrixOperand($0.baseAddress!, down, right)
            let (c, isContained) = product(
              loops, sizes, a, b, kind == .none ? nil : operand, factor: factor,
              rectifies: rectifies, isTransposed: orientation & 4 != 0)
            #expect(
              c == expected,
              "\(loops.name), \(sizes), bias \(kind), factor \(factor ?? -1), \(rectifies)")
            #expect(isContained, "\(loops.name) writes outside the result")
          }
        }
      }
    }
  }

  @Test("a product can be added to the result", arguments: seeds)
  func accumulation(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (rows, inner, columns) = (random.size(1...40), random.size(1...40), random.size(1...70))
    let a: [Float] = random.wholeNumbers(rows * inner)
    let b: [Float] = random.wholeNumbers(inner * columns)
    for loops in Processor.loops {
      let c: [Float] = output(rows * columns, startingAs: 3) { c in
        let _: [Float] = output(MatrixProduct<Float>.scratchCount(inner: inner)) { scratch in
          loops.product(
            MatrixProduct(
              rows: rows, inner: inner, columns: columns, MatrixOperand(a, inner, 1),
              MatrixOperand(b, columns, 1), bias: MatrixOperand(UnsafePointer(c), columns, 1),
              into: MatrixResult(c, columns, 1), scratch: scratch))
        }
      }
      let plain: [Float] = output(rows * columns) {
        matrixProduct(rows: rows, inner: inner, columns: columns, a, b, into: $0)
      }
      #expect(c == plain.map { $0 + 3 }, "\(loops.name)")
    }
  }

  @Test("an element has the same bits in every part of a product")
  func parts() {
    var random = SplitMix64(seed: 3)
    let (rows, inner, columns) = (45, 150, 83)
    let a: [Float] = random.numbers(rows * inner)
    let b: [Float] = random.numbers(columns * inner)
    for loops in Processor.loops {
      func product(_ rows: Range<Int>, _ columns: Range<Int>) -> [Float] {
        output(rows.count * columns.count) { c in
          let _: [Float] = output(MatrixProduct<Float>.scratchCount(inner: inner)) { scratch in
            a.withUnsafeBufferPointer { a in
              b.withUnsafeBufferPointer { b in
                loops.product(
                  MatrixProduct(
                    rows: rows.count, inner: inner, columns: columns.count,
                    MatrixOperand(a.baseAddress! + rows.lowerBound * inner, inner, 1),
                    MatrixOperand(b.baseAddress! + columns.lowerBound * inner, 1, inner),
                    into: MatrixResult(c, columns.count, 1), scratch: scratch))
              }
            }
          }
        }
      }
      let whole = product(0..<rows, 0..<columns)
      for _ in 0..<30 {
        let (top, left) = (random.size(0...rows - 1), random.size(0...columns - 1))
        let (bottom, right) = (random.size(top + 1...rows), random.size(left + 1...columns))
        let part = product(top..<bottom, left..<right)
        let expected = (top..<bottom).flatMap { whole[$0 * columns + left..<$0 * columns + right] }
        #expect(part == expected, "\(loops.name) \(top..<bottom) \(left..<right)")
      }
    }
  }

  @Test(
    "each element is one sum in ascending order, with 1 to 13 rows and widths up to more than three registers",
    arguments: 0..<8)
  func everyEdge(orientation: Int) {
    var random = SplitMix64(seed: UInt64(orientation))
    let (mostRows, inner, mostColumns) = (13, 9, 50)
    func placed(_ rows: Int, _ columns: Int, _ bit: Int) -> Placed {
      Placed(
        rows, columns, isTransposed: orientation & bit != 0, margin: 1, areWhole: false,
        &random)
    }
    let (a, b) = (placed(mostRows, inner, 1), placed(inner, mostColumns, 2))
    for loops in Processor.loops {
      let rounds = ["SSE2", "base"].contains(loops.name) ? 2 : 1
      func sum(_ i: Int, _ j: Int) -> Float {
        (0..<inner).reduce(0) {
          rounds == 1 ? $0.addingProduct(a[i, $1], b[$1, j]) : $0 + a[i, $1] * b[$1, j]
        }
      }
      let sums = (0..<mostRows).map { i in (0..<mostColumns).map { sum(i, $0) } }
      for rows in 1...mostRows {
        for columns in 1...mostColumns {
          let (c, isContained) = product(
            loops, (rows, inner, columns), a, b, nil, rectifies: false,
            isTransposed: orientation & 4 != 0)
          #expect(
            c == sums.prefix(rows).flatMap { $0.prefix(columns) },
            "\(loops.name) \(rows) \(columns)")
          #expect(isContained, "\(loops.name) writes outside the result")
        }
      }
    }
  }

  @Test("a product of real numbers is within the rounding of its sums", arguments: seeds)
  func rounding(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (rows, inner, columns) = (random.size(1...40), random.size(1...300), random.size(1...70))
    let a: [Float] = random.numbers(rows * inner)
    let b: [Float] = random.numbers(inner * columns)
    for loops in Processor.loops {
      let c: [Float] = output(rows * columns) { c in
        let _: [Float] = output(MatrixProduct<Float>.scratchCount(inner: inner)) { scratch in
          loops.product(
            MatrixProduct(
              rows: rows, inner: inner, columns: columns, MatrixOperand(a, inner, 1),
              MatrixOperand(b, columns, 1), into: MatrixResult(c, columns, 1), scratch: scratch))
        }
      }
      for i in 0..<rows {
        for j in 0..<columns {
          let terms = (0..<inner).map { Double(a[i * inner + $0]) * Double(b[$0 * columns + j]) }
          // n · 2⁻²⁴ · Σ|a·b| bounds the error of a sum in any order (Higham, section 3.1).
          let bound = Double(inner + 1) * 0x1p-24 * terms.reduce(0) { $0 + abs($1) }
          #expect(abs(Double(c[i * columns + j]) - terms.reduce(0, +)) <= bound, "\(loops.name)")
        }
      }
    }
  }
}
