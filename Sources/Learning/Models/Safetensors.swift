import Autodiff
import Text

/// A safetensors file (github.com/huggingface/safetensors): N as a little-endian u64, N bytes of JSON, data.
package struct Safetensors: Sendable, Equatable {
  /// The tensors, in the order of the file's data.
  package let tensors: [StoredTensor]
  /// The entries of `__metadata__`, in the file's order.
  package let metadata: [Entry]

  package struct Entry: Sendable, Equatable {
    package let name: String
    package let text: String

    package init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  package static let largestHeader = 100_000_000

  /// A file of these tensors, sorted by type, widest first, so that all are aligned, and then by name.
  ///
  /// Names must be unique and not `__metadata__`.
  package init(tensors: [StoredTensor], metadata: [Entry] = []) {
    let names = Set(tensors.map { Array($0.name.utf8) } + [Array("__metadata__".utf8)])
    precondition(names.count == tensors.count + 1, "every tensor has a unique name")
    let ranks = StoredTensor.Element.allCases
    self.tensors = tensors.sorted { a, b in
      let (first, second) = (ranks.firstIndex(of: a.element)!, ranks.firstIndex(of: b.element)!)
      return first == second ? a.name.utf8.lexicographicallyPrecedes(b.name.utf8) : first > second
    }
    self.metadata = metadata
  }

  init(read tensors: [StoredTensor], _ metadata: [Entry]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  package subscript(name: String) -> StoredTensor? { tensors.first { $0.name == name } }

  package func text(_ name: String) -> String? { metadata.first { $0.name == name }?.text }

  /// The bytes of the file; the header is padded with spaces to a multiple of 8.
  package var bytes: [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let entries = metadata.map { JSON.quoted($0.name) + ":" + JSON.quoted($0.text) }
      members.append("\"__metadata__\":{" + entries.joined(separator: ",") + "}")
    }
    var begin = 0
    for tensor in tensors {
      let end = begin + tensor.bytes.count
      let sizes = tensor.shape.sizes.map { "\($0)" }.joined(separator: ",")
      members.append(
        JSON.quoted(tensor.name)
          + ":{\"dtype\":\"\(tensor.element.rawValue)\",\"shape\":[\(sizes)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
      begin = end
    }
    var header = Array(("{" + members.joined(separator: ",") + "}").utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var result: [UInt8] = []
    result.reserveCapacity(8 + header.count + begin)
    for byte in 0..<8 {
      result.append(UInt8(truncatingIfNeeded: UInt64(header.count) >> (8 * byte)))
    }
    result += header
    for tensor in tensors { result += tensor.bytes }
    return result
  }
}
