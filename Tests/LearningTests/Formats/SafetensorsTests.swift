import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Safetensors")
struct SafetensorsTests {
  /// The file that the safetensors library wrote.
  static let file: [UInt8] = {
    let text = Array(Golden.root("model")("file").text)
    return stride(from: 0, to: text.count, by: 2).map {
      UInt8(String(text[$0...$0 + 1]), radix: 16)!
    }
  }()

  @Test("a file of the library is read, and written byte for byte")
  func library() throws {
    let model = try Safetensors(Self.file)
    guard case .object(let values) = Golden.root("model")("values") else { return }
    #expect(model.tensors.count == values.count)
    for value in values {
      let tensor = try #require(model[value.name])
      #expect(tensor.doubles == value.value.doubles, "\(value.name)")
    }
    #expect(model.metadata == [.init("classes", "a \"b\" \\ é")])
    #expect(model.text("classes") == "a \"b\" \\ é" && model["1.weight"]?.shape == Shape([2, 3]))
    #expect(model["step"]?.integers == [7] && model["empty"]?.floats == [])
    #expect(
      Safetensors(tensors: model.tensors.reversed(), metadata: model.metadata).bytes == Self.file)
  }

  @Test("what is written is read back")
  func roundTrip() throws {
    let model = Safetensors(
      tensors: [
        StoredTensor(name: "b", shape: Shape([2]), floats: [1.5, -.infinity]),
        StoredTensor(name: "a", shape: .scalar, doubles: [0.1]),
        StoredTensor(name: "a.long", shape: Shape([1, 2]), integers: [-1, .max]),
      ], metadata: [.init("x", "\n"), .init("y", "")])
    #expect(model.bytes.count % 8 == 0)
    #expect(try Safetensors(model.bytes) == model)
    let empty = Safetensors(tensors: [])
    #expect(try Safetensors(empty.bytes) == empty)
  }

  static func file(_ header: String, data: Int) -> [UInt8] {
    let count = UInt8(header.utf8.count)
    return [count, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [UInt8](repeating: 0, count: data)
  }

  @Test(
    "every refusal has its message",
    arguments: [
      ("[1]", 0, "the header does not begin with {"),
      (" {}", 0, "the header does not begin with {"),
      ("", 4, "the header does not begin with {"),
      ("{a}", 0, "not valid JSON at byte 10: expected a name in quotes"),
      ("{}", 3, "the data take 0 bytes, and the file has 3 after the header"),
      (#"{"__metadata__":{"a":1}}"#, 0, "__metadata__: 'a' is not a string"),
      (#"{"__metadata__":[]}"#, 0, "__metadata__ is not an object of strings"),
      (#"{"w":1}"#, 0, "tensor 'w': it has no dtype"),
      (
        #"{"w":{"dtype":"F99","shape":[],"data_offsets":[0,4]}}"#, 4,
        "tensor 'w': there is no dtype 'F99'"
      ),
      (
        #"{"w":{"dtype":"F32","data_offsets":[0,4]}}"#, 4,
        "tensor 'w': its shape is not a list of sizes"
      ),
      (
        #"{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4,
        "tensor 'w': its shape is not a list of sizes"
      ),
      (
        #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4,
        "tensor 'w': its data_offsets are not two offsets"
      ),
      (
        #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4,
        "tensor 'w': its data run backwards, from 4 to 0"
      ),
      (
        #"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
        "tensor 'w': the data do not start at 0 but at 4"
      ),
      (
        #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
        "tensor 'w': F32 of the shape [2] takes 8 bytes, and its data_offsets give it 4"
      ),
      (
        #"{"w":{"dtype":"F32","shape":[2147483647,2147483647,9],"data_offsets":[0,4]}}"#, 4,
        "tensor 'w': its shape [2147483647, 2147483647, 9] is too large"
      ),
      (
        #"{"w":{"dtype":"F4","shape":[1],"data_offsets":[0,0]}}"#, 0,
        "tensor 'w': its 4 bits are not whole bytes"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#,
        3,
        "tensor 'b': the data overlap the data before them"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}"#,
        5,
        "tensor 'b': the data leave a gap before them"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, 1,
        "the data take 2 bytes, and the file has 1 after the header"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":1}"#, 2,
        "not valid JSON at byte 65: the name 'a' occurs twice"
      ),
    ])
  func refusals(header: String, data: Int, message: String) {
    #expect(dataError { _ = try Safetensors(Self.file(header, data: data)) } == message)
  }

  @Test("a header length that the file cannot hold")
  func lengths() {
    #expect(
      dataError { _ = try Safetensors([1, 2]) }
        == "a safetensors file begins with 8 bytes of the header's length, and this one has 2")
    #expect(
      dataError { _ = try Safetensors([9, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D]) }
        == "the header takes 9 bytes, and the file has 2 after the length")
    #expect(
      dataError { _ = try Safetensors([UInt8](repeating: 255, count: 9)) }
        == "this is not a safetensors file, or a damaged one: its header would take 18446744073709551615 bytes; "
        + "the most is 100000000")
  }

  @Test("no bytes are a trap")
  func fuzz() {
    var mutations = Mutations(seed: 9)
    for _ in 0..<10_000 {
      guard let model = try? Safetensors(mutations.next(Self.file)) else { continue }
      for tensor in model.tensors { _ = (tensor.doubles, tensor.floats, tensor.integers) }
      _ = model.bytes
    }
  }
}
