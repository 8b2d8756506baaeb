import Autodiff
import Text

/// An array of numbers in the format of MNIST's files: 0, 0, type, rank; rank × big-endian u32 sizes; the elements, row-major
/// and big-endian.
///
/// The format of Yann LeCun's page "THE MNIST DATABASE of handwritten digits".
package struct IDXArray: Sendable, Equatable {
  /// The stored type of an element.
  package enum Element: UInt8, Sendable {
    case u8 = 0x08
    case i8 = 0x09
    case i16 = 0x0B
    case i32 = 0x0C
    case f32 = 0x0D
    case f64 = 0x0E

    var size: Int {
      switch self {
      case .u8, .i8: 1
      case .i16: 2
      case .i32, .f32: 4
      case .f64: 8
      }
    }
  }

  /// Whether the bytes are meant to be an IDX file, valid or not: no text begins with two zero bytes.
  package static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0, 0]) }

  package let element: Element
  package let shape: Shape
  package let values: [Double]

  /// Reads the bytes of a file. Memory is allocated only after the sizes are found to match the number of bytes.
  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      let start = bytes.prefix(4).map { $0.hexadecimal }.joined(separator: " ")
      throw Diagnostic(
        bytes.isEmpty
          ? "the file is empty"
          : "this is not an IDX file: it begins with \(start), in place of 00 00, a type and a rank"
      )
    }
    guard let element = Element(rawValue: bytes[2]) else {
      throw Diagnostic(
        "there is no IDX type \(bytes[2].hexadecimal); there are 08, 09, 0B, 0C, 0D and 0E")
    }
    let headerSize = 4 + 4 * Int(bytes[3])
    guard bytes.count >= headerSize else {
      throw Diagnostic(
        "an IDX header of rank \(bytes[3]) takes \(headerSize) bytes, and the file has \(bytes.count)"
      )
    }
    var sizes: [UInt64] = []
    for axis in 0..<Int(bytes[3]) {
      sizes.append(bytes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | UInt64($1) })
    }
    let needed = Self.byteCount(sizes, element)
    guard needed == UInt64(bytes.count - headerSize) else {
      let written = sizes.isEmpty ? "1" : sizes.map { "\($0)" }.joined(separator: " × ")
      throw Diagnostic(
        "the header asks for \(written) × \(element.size.counting("byte")), "
          + (needed.map { "\($0) in all" } ?? "more than can be counted")
          + ", and the file has \(bytes.count - headerSize) after it")
    }
    // If one size is 0, the product does not limit the others.
    guard sizes.allSatisfy({ $0 <= UInt64(Int32.max) }) else {
      throw Diagnostic("a size of this IDX file is larger than \(Int32.max)")
    }
    self.element = element
    shape = Shape(sizes.map { Int($0) })
    if element == .u8 {
      values = bytes[headerSize...].map { Double($0) }
      return
    }
    let count = (bytes.count - headerSize) / element.size
    values = (0..<count).map { Self.value(bytes, headerSize + $0 * element.size, element) }
  }

  private static func byteCount(_ sizes: [UInt64], _ element: Element) -> UInt64? {
    if sizes.contains(0) { return 0 }
    var count = UInt64(element.size)
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }

  private static func value(_ bytes: [UInt8], _ start: Int, _ element: Element) -> Double {
    var bits: UInt64 = 0
    for offset in 0..<element.size { bits = bits << 8 | UInt64(bytes[start + offset]) }
    return switch element {
    case .u8: Double(bits)
    case .i8: Double(Int8(truncatingIfNeeded: bits))
    case .i16: Double(Int16(truncatingIfNeeded: bits))
    case .i32: Double(Int32(truncatingIfNeeded: bits))
    case .f32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .f64: Double(bitPattern: bits)
    }
  }
}

extension UInt8 {
  /// Two hexadecimal digits.
  var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16, uppercase: true) }
}
