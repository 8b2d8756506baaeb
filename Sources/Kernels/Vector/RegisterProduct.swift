#if AVX2 || AVX512
  import Kernels
  import _Builtin_intrinsics.intel

  /// A product of matrices with up to sixteen elements, each of which is loaded once.
  ///
  /// Tables have, for each element C_ij and each k, the places of A_ik and B_kj. Looking up those of a whole register takes one
  /// to three instructions, without strides, loops over rows and columns, or remainders.
  ///
  /// Bounds: sixteen elements are read from the start of each matrix, and whole registers are written to C. The bits are those
  /// of a `PanelProduct`.
  final class RegisterProduct {
    private let product: MatrixProduct<Float>
    /// The number of registers that C fills.
    private let registers: Int
    /// For each register of C and each k a register of places in A and one in B, then one of places in the bias.
    private let places: UnsafeMutablePointer<LanePlaces>

    /// Nil if a matrix is too large, or if there are gaps between the elements of C.
    init?(_ product: MatrixProduct<Float>) {
      let (rows, inner, columns) = (product.rows, product.inner, product.columns)
      let c = product.c
      let isDense =
        c.columnStride == 1 && c.rowStride == columns || c.rowStride == 1 && c.columnStride == rows
      guard rows > 0, columns > 0, isDense, rows * columns <= ElementTable.count,
        product.a.reaches(rows, inner) <= ElementTable.count,
        product.b.reaches(inner, columns) <= ElementTable.count,
        product.bias?.reaches(rows, columns) ?? 0 <= ElementTable.count
      else { return nil }
      self.product = product
      registers = (rows * columns + Lanes.scalarCount - 1) / Lanes.scalarCount
      let count = registers * (2 * inner + 1)
      places = .allocate(capacity: count)
      places.initialize(repeating: .zero, count: count)
      for i in 0..<rows {
        for j in 0..<columns {
          let (register, lane) = (i * c.rowStride + j * c.columnStride)
            .quotientAndRemainder(dividingBy: Lanes.scalarCount)
          let places = places + register * (2 * inner + 1)
          for k in 0..<inner {
            places[2 * k][lane] = ElementTable.place(product.a.offset(i, k))
            places[2 * k + 1][lane] = ElementTable.place(product.b.offset(k, j))
          }
          if let bias = product.bias {
            places[2 * inner][lane] = ElementTable.place(bias.offset(i, j))
          }
        }
      }
    }

    deinit { places.deallocate() }

    func run() {
      let (a, b) = (ElementTable(product.a.start), ElementTable(product.b.start))
      // C may be the memory of the bias.
      let bias = ElementTable(product.bias?.start ?? product.a.start)
      var (c, places) = (product.c.start, UnsafePointer(places))
      for _ in 0..<registers {
        var (sums, left) = (Lanes.zero, product.inner)
        while left > 0 {
          sums.add(a[places[0]], times: b[places[1]])
          places += 2
          left &-= 1
        }
        if let factor = product.factor { sums *= -factor.pointee }
        if product.bias != nil { sums += bias[places[0]] }
        if product.rectifies { sums = .relu(sums) }
        sums.store(c)
        c += Lanes.scalarCount
        places += 1
      }
    }
  }

  extension MatrixOperand {
    fileprivate func offset(_ i: Int, _ j: Int) -> Int { i * rowStride + j * columnStride }

    /// The number of elements from the first to the last of a matrix.
    fileprivate func reaches(_ rows: Int, _ columns: Int) -> Int {
      rows * columns == 0 ? 0 : offset(rows - 1, columns - 1) + 1
    }
  }

  #if AVX512
    private typealias LanePlaces = SIMD16<Int32>

    /// Sixteen elements, any of which can be looked up in any lane.
    private struct ElementTable {
      static let count = 16
      private let lanes: Lanes

      @inline(__always) init(_ start: UnsafePointer<Float>) { lanes = .load(start) }

      static func place(_ offset: Int) -> Int32 { Int32(offset) }

      @inline(__always) subscript(places: LanePlaces) -> Lanes {
        _mm512_permutexvar_ps(unsafeBitCast(places, to: SIMD8<Int64>.self), lanes)
      }
    }
  #else
    private typealias LanePlaces = SIMD8<Int32>

    /// Sixteen elements, any of which can be looked up in any lane.
    private struct ElementTable {
      static let count = 16
      private let low: Lanes
      private let high: Lanes

      @inline(__always) init(_ start: UnsafePointer<Float>) {
        (low, high) = (.load(start), .load(start + Lanes.scalarCount))
      }

      /// The lane within its half, with the sign bit set for the upper half, by which a blend chooses.
      static func place(_ offset: Int) -> Int32 {
        Int32(offset % Lanes.scalarCount) | (offset < Lanes.scalarCount ? 0 : .min)
      }

      @inline(__always) subscript(places: LanePlaces) -> Lanes {
        let lanes = unsafeBitCast(places, to: SIMD4<Int64>.self)
        return _mm256_blendv_ps(
          _mm256_permutevar8x32_ps(low, lanes), _mm256_permutevar8x32_ps(high, lanes),
          unsafeBitCast(places, to: Lanes.self))
      }
    }
  #endif
#endif
