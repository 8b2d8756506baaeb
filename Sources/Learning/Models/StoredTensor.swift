import Autodiff

/// A tensor of a safetensors file: a name, a type, a shape, and little-endian bytes in row-major order.
package struct StoredTensor: Sendable, Equatable {
  /// The types of the format, narrowest first. Files store tensors in the reverse order, so that all are aligned.
  package enum Element: String, Sendable, CaseIterable {
    case bool = "BOOL"
    case f4 = "F4"
    case f6e2m3 = "F6_E2M3"
    case f6e3m2 = "F6_E3M2"
    case u8 = "U8"
    case i8 = "I8"
    case f8e5m2 = "F8_E5M2"
    case f8e4m3 = "F8_E4M3"
    case f8e8m0 = "F8_E8M0"
    case f8e4m3fnuz = "F8_E4M3FNUZ"
    case f8e5m2fnuz = "F8_E5M2FNUZ"
    case i16 = "I16"
    case u16 = "U16"
    case f16 = "F16"
    case bf16 = "BF16"
    case i32 = "I32"
    case u32 = "U32"
    case f32 = "F32"
    case c64 = "C64"
    case f64 = "F64"
    case i64 = "I64"
    case u64 = "U64"

    /// The number of bits of an element; a tensor's elements fill whole bytes.
    package var bitCount: Int {
      switch self {
      case .f4: 4
      case .f6e2m3, .f6e3m2: 6
      case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
      case .i16, .u16, .f16, .bf16: 16
      case .i32, .u32, .f32: 32
      case .c64, .f64, .i64, .u64: 64
      }
    }
  }

  package let name: String
  package let element: Element
  package let shape: Shape
  package let bytes: [UInt8]
}

extension StoredTensor {
  /// A tensor of type F32, the type of weights.
  package init(name: String, shape: Shape, floats: [Float]) {
    self.init(name, .f32, shape, floats.lazy.map { UInt64($0.bitPattern) })
  }

  /// A tensor of type F64.
  package init(name: String, shape: Shape, doubles: [Double]) {
    self.init(name, .f64, shape, doubles.lazy.map { $0.bitPattern })
  }

  /// A tensor of type I64, the type of step counts.
  package init(name: String, shape: Shape, integers: [Int64]) {
    self.init(name, .i64, shape, integers.lazy.map { UInt64(bitPattern: $0) })
  }

  private init(
    _ name: String, _ element: Element, _ shape: Shape, _ elements: some Collection<UInt64>
  ) {
    precondition(elements.count == shape.count, "a tensor has as many elements as its shape says")
    let size = element.bitCount / 8
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size * elements.count)
    for bits in elements {
      for byte in 0..<size { bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * byte))) }
    }
    self.init(name: name, element: element, shape: shape, bytes: bytes)
  }

  private func bits(_ index: Int, _ size: Int) -> UInt64 {
    var bits: UInt64 = 0
    for byte in 0..<size { bits |= UInt64(bytes[index * size + byte]) << (8 * byte) }
    return bits
  }

  /// The elements of a tensor of type F32; `nil` for other types.
  package var floats: [Float]? {
    guard element == .f32 else { return nil }
    return (0..<shape.count).map { Float(bitPattern: UInt32(truncatingIfNeeded: bits($0, 4))) }
  }

  /// The elements of a tensor of type I64; `nil` for other types.
  package var integers: [Int64]? {
    guard element == .i64 else { return nil }
    return (0..<shape.count).map { Int64(bitPattern: bits($0, 8)) }
  }

  /// The elements as Double: exact for F32, F64, F16, BF16 and integers of up to 32 bits, rounded for I64 and U64; `nil` for
  /// other types.
  package var doubles: [Double]? {
    let size = element.bitCount / 8
    let convert: (UInt64) -> Double
    switch element {
    case .f64: convert = { Double(bitPattern: $0) }
    case .f32: convert = { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case .bf16: convert = { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0 << 16))) }
    case .f16: convert = Self.half
    case .bool, .u8, .u16, .u32, .u64: convert = { Double($0) }
    case .i8: convert = { Double(Int8(truncatingIfNeeded: $0)) }
    case .i16: convert = { Double(Int16(truncatingIfNeeded: $0)) }
    case .i32: convert = { Double(Int32(truncatingIfNeeded: $0)) }
    case .i64: convert = { Double(Int64(bitPattern: $0)) }
    default: return nil
    }
    return (0..<shape.count).map { convert(bits($0, size)) }
  }

  /// ±1.f · 2^(e − 15), or ±0.f · 2⁻¹⁴ if e is 0: half precision, IEEE 754.
  private static func half(_ bits: UInt64) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023) / 1024)
    let size: Double
    switch exponent {
    case 0: size = fraction * 0x1p-14
    case 31: size = fraction == 0 ? .infinity : .nan
    default: size = (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
    return bits >> 15 & 1 == 1 ? -size : size
  }
}
