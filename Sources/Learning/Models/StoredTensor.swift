import Autodiff

/// A tensor as a safetensors file stores it: a name, a type, a shape, and little-endian bytes, row-major.
package struct StoredTensor: Sendable, Equatable {
  /// The types of the format, narrow ones first: files hold the tensors in the reverse of this order, so that they are aligned.
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

    /// How many bits an element takes; the elements of a tensor fill whole bytes.
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

  /// There are as many bytes as the shape's elements take.
  init(name: String, element: Element, shape: Shape, bytes: [UInt8]) {
    self.name = name
    self.element = element
    self.shape = shape
    self.bytes = bytes
  }

  /// F32, the type of weights.
  package init(name: String, shape: Shape, floats: [Float]) {
    precondition(floats.count == shape.count, "a tensor has as many elements as its shape says")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * floats.count)
    for value in floats { Self.append(UInt64(value.bitPattern), 4, to: &bytes) }
    self.init(name: name, element: .f32, shape: shape, bytes: bytes)
  }

  /// F64.
  package init(name: String, shape: Shape, doubles: [Double]) {
    precondition(doubles.count == shape.count, "a tensor has as many elements as its shape says")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * doubles.count)
    for value in doubles { Self.append(value.bitPattern, 8, to: &bytes) }
    self.init(name: name, element: .f64, shape: shape, bytes: bytes)
  }

  /// I64, for counts of steps.
  package init(name: String, shape: Shape, integers: [Int64]) {
    precondition(integers.count == shape.count, "a tensor has as many elements as its shape says")
    var bytes: [UInt8] = []
    for value in integers { Self.append(UInt64(bitPattern: value), 8, to: &bytes) }
    self.init(name: name, element: .i64, shape: shape, bytes: bytes)
  }

  private static func append(_ bits: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * byte))) }
  }

  private func bits(_ index: Int, _ size: Int) -> UInt64 {
    var bits: UInt64 = 0
    for byte in 0..<size { bits |= UInt64(bytes[index * size + byte]) << (8 * byte) }
    return bits
  }

  /// The elements of F32; nil of another type.
  package var floats: [Float]? {
    guard element == .f32 else { return nil }
    return (0..<shape.count).map { Float(bitPattern: UInt32(truncatingIfNeeded: bits($0, 4))) }
  }

  /// The elements of I64; nil of another type.
  package var integers: [Int64]? {
    guard element == .i64 else { return nil }
    return (0..<shape.count).map { Int64(bitPattern: bits($0, 8)) }
  }

  /// The elements as Double: of F32, F64, F16, BF16 and the whole types up to 32 bits exactly, of I64 and U64 rounded; nil of
  /// the rest.
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

  /// ±1.f · 2^(e − 15), or ±0.f · 2⁻¹⁴ where e is 0: half precision, IEEE 754.
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
