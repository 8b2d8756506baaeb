import Autodiff
import Text

extension Safetensors {
  /// Reads the bytes of a file.
  ///
  /// Throws for a header of more than 100,000,000 bytes or longer than the file; invalid JSON, a repeated name or an unknown
  /// type; offsets that overlap, leave a gap, do not start at 0 or run backwards; a tensor whose size does not match its shape;
  /// and a file whose length does not match its header.
  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard bytes.count >= 8 else {
      throw Diagnostic(
        "a safetensors file begins with 8 bytes of the header's length, and this one has \(bytes.count)"
      )
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.largestHeader) else {
      throw Diagnostic(
        "this is not a safetensors file, or a damaged one: its header would take \(length) bytes; the most is "
          + "\(Self.largestHeader)")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else {
      throw Diagnostic(
        "the header takes \(length) bytes, and the file has \(bytes.count - 8) after the length")
    }
    guard length > 0, bytes[8] == UInt8(ascii: "{") else {
      throw Diagnostic("the header does not begin with {")
    }
    guard case .object(let members) = try JSONReader.value(of: bytes, in: 8..<start) else {
      throw Diagnostic("the header is not a JSON object")
    }
    var metadata: [Entry] = []
    var entries: [HeaderEntry] = []
    for member in members {
      if member.name == "__metadata__" {
        metadata = try Self.metadata(member.value)
      } else {
        entries.append(try HeaderEntry(member))
      }
    }
    entries.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
    var position: UInt64 = 0
    for entry in entries {
      guard entry.begin == position else {
        let problem =
          position == 0
          ? "the data do not start at 0 but at \(entry.begin)"
          : entry.begin < position
            ? "the data overlap the data before them" : "the data leave a gap before them"
        throw entry.error(problem)
      }
      position = entry.end
    }
    let rest = UInt64(bytes.count - start)
    guard position == rest else {
      throw Diagnostic("the data take \(position) bytes, and the file has \(rest) after the header")
    }
    self.init(
      read: entries.map { entry in
        StoredTensor(
          name: entry.name, element: entry.element, shape: entry.shape,
          bytes: Array(bytes[start + Int(entry.begin)..<start + Int(entry.end)]))
      }, metadata)
  }

  private static func metadata(_ value: JSON) throws(Diagnostic) -> [Entry] {
    guard case .object(let members) = value else {
      throw Diagnostic("__metadata__ is not an object of strings")
    }
    var entries: [Entry] = []
    for member in members {
      guard case .string(let text) = member.value else {
        throw Diagnostic("__metadata__: \(member.name.excerpt) is not a string")
      }
      entries.append(Entry(member.name, text))
    }
    return entries
  }
}

private struct HeaderEntry {
  let name: String
  let element: StoredTensor.Element
  let shape: Shape
  let begin: UInt64
  let end: UInt64

  init(_ member: JSON.Member) throws(Diagnostic) {
    name = member.name
    let subject = "tensor \(name.excerpt): "
    guard case .string(let type) = member.value["dtype"] else {
      throw Diagnostic(subject + "it has no dtype")
    }
    guard let element = StoredTensor.Element(rawValue: type) else {
      throw Diagnostic(subject + "there is no dtype \(type.excerpt)")
    }
    guard let sizes = Self.counts(member.value["shape"]) else {
      throw Diagnostic(subject + "its shape is not a list of sizes")
    }
    guard let offsets = Self.counts(member.value["data_offsets"]), offsets.count == 2 else {
      throw Diagnostic(subject + "its data_offsets are not two offsets")
    }
    (begin, end) = (offsets[0], offsets[1])
    guard begin <= end else {
      throw Diagnostic(subject + "its data run backwards, from \(begin) to \(end)")
    }
    let written = "[" + sizes.map { "\($0)" }.joined(separator: ", ") + "]"
    var bits = UInt64(element.bitCount)
    for size in sizes {
      let (product, overflow) = bits.multipliedReportingOverflow(by: size)
      guard !overflow, size <= UInt64(Int32.max) else {
        throw Diagnostic(subject + "its shape \(written) is too large")
      }
      bits = product
    }
    guard bits % 8 == 0 else {
      throw Diagnostic(subject + "its \(bits) bits are not whole bytes")
    }
    guard bits / 8 == end - begin else {
      throw Diagnostic(
        subject
          + "\(type) of the shape \(written) takes \(bits / 8) bytes, and its data_offsets give it "
          + "\(end - begin)")
    }
    self.element = element
    shape = Shape(sizes.map { Int($0) })
  }

  func error(_ problem: String) -> Diagnostic { Diagnostic("tensor \(name.excerpt): \(problem)") }

  private static func counts(_ value: JSON?) -> [UInt64]? {
    guard case .array(let items) = value else { return nil }
    var counts: [UInt64] = []
    for item in items {
      guard case .integer(let number) = item, let count = UInt64(exactly: number) else {
        return nil
      }
      counts.append(count)
    }
    return counts
  }
}
