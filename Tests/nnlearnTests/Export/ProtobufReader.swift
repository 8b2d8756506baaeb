/// The fields of a message of Protocol Buffers, read as its specification says, without the program's writer.
struct ProtobufReader {
  enum Value: Equatable {
    case varint(UInt64)
    case bytes([UInt8])
    case fixed32(UInt32)
  }

  private(set) var fields: [(number: Int, value: Value)] = []

  /// `nil` for bytes that are no message.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let tag = Self.varint(&rest) else { return nil }
      switch tag & 7 {
      case 0:
        guard let value = Self.varint(&rest) else { return nil }
        fields.append((Int(tag >> 3), .varint(value)))
      case 2:
        guard let count = Self.varint(&rest), count <= rest.count else { return nil }
        fields.append((Int(tag >> 3), .bytes(Array(rest.prefix(Int(count))))))
        rest = rest.dropFirst(Int(count))
      case 5:
        guard rest.count >= 4 else { return nil }
        let bits = rest.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        fields.append((Int(tag >> 3), .fixed32(bits)))
        rest = rest.dropFirst(4)
      default: return nil
      }
    }
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  func numbers(_ field: Int) -> [Int] {
    fields.compactMap { number, value in
      if case .varint(let bits) = value, number == field {
        Int(Int64(bitPattern: bits))
      } else {
        nil
      }
    }
  }

  func floats(_ field: Int) -> [Float] {
    fields.compactMap { number, value in
      if case .fixed32(let bits) = value, number == field { Float(bitPattern: bits) } else { nil }
    }
  }

  func bytes(_ field: Int) -> [[UInt8]] {
    fields.compactMap { number, value in
      if case .bytes(let bytes) = value, number == field { bytes } else { nil }
    }
  }

  func texts(_ field: Int) -> [String] { bytes(field).map { String(decoding: $0, as: UTF8.self) } }

  func messages(_ field: Int) -> [ProtobufReader] { bytes(field).compactMap(ProtobufReader.init) }
}
