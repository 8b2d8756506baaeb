import Autodiff
import Foundation
import Learning
import LessonLanguage
import TestSupport
import Testing

@testable import nnlearn

@Suite("Models as files of ONNX")
struct ONNXTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Trains and exports a model; returns it with its file, read.
  private func exported(
    _ words: String...
  ) throws -> (model: TrainedModel, file: ProtobufReader, graph: ProtobufReader) {
    let path = folder.url.appendingPathComponent("m.safetensors").path
    let output = folder.url.appendingPathComponent("m.onnx").path
    let trained = try BinaryRun(words: ["train"] + words + ["--epochs", "1", "-q", "--save", path])
    #expect(trained.status == 0, "\(trained.error)")
    let run = try BinaryRun("export", path, "--to", "onnx", "--output", output)
    #expect(run.output == "wrote \(output)\n" && run.error == "" && run.status == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
    let file = try #require(ProtobufReader(bytes))
    return (try ModelStore.read(path).model, file, try #require(file.messages(7).first))
  }

  /// The types of a graph's operators, in order.
  private func operators(_ graph: ProtobufReader) -> [String] {
    graph.messages(1).flatMap { $0.texts(4) }
  }

  /// The name, type and shape of an input or output; `nil` for a size that varies.
  private func value(_ message: ProtobufReader) throws -> (String, element: Int, [Int?]) {
    let tensor = try #require(message.messages(2).first?.messages(1).first)
    let shape = try #require(tensor.messages(2).first)
    return (
      message.texts(1)[0], tensor.numbers(1)[0], shape.messages(1).map { $0.numbers(1).first }
    )
  }

  @Test("a network of images has its layers, weights and shapes")
  func images() throws {
    let (model, file, graph) = try exported(
      "digits", "--model",
      "conv 2 3x2 relu stride 2 padding 1, max_pool 2, flatten, dense 10 softmax")
    #expect(file.numbers(1) == [8] && file.texts(2) == ["nnlearn"])
    #expect(file.messages(8).map { $0.texts(1) + ["\($0.numbers(2)[0])"] } == [["", "17"]])
    #expect(
      operators(graph)
        == ["Sub", "Div", "Cast", "Conv", "Relu", "MaxPool", "Flatten", "Gemm", "Softmax"])
    let input = try value(graph.messages(11)[0])
    #expect(input.0 == "samples" && input.element == 11 && input.2 == [nil, 1, 8, 8])
    let output = try value(graph.messages(12)[0])
    #expect(output.0 == "probabilities" && output.element == 1 && output.2 == [nil, 10])
    let convolution = graph.messages(1)[3]
    #expect(
      convolution.texts(1) == ["inputs", "0.weight", "0.bias"] && convolution.texts(2) == ["0"])
    let attributes = convolution.messages(5).map { ($0.texts(1)[0], $0.numbers(8), $0.numbers(20)) }
    #expect(attributes.map { $0.0 } == ["kernel_shape", "strides", "pads"])
    #expect(attributes.map { $0.1 } == [[3, 2], [2, 2], [1, 1, 1, 1]])
    #expect(attributes.allSatisfy { $0.2 == [7] })
    for (parameter, numbers) in zip(model.model.parameters, model.parameters) {
      let tensor = try #require(graph.messages(5).first { $0.texts(8) == [parameter.name] })
      #expect(tensor.numbers(1) == parameter.shape.sizes && tensor.numbers(2) == [1])
      #expect(
        tensor.bytes(9) == [
          numbers.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
        ])
    }
    let entries = file.messages(14).map { ($0.texts(1)[0], $0.texts(2)[0]) }
    #expect(entries.contains { $0 == ("classes", #"["0","1","2","3","4","5","6","7","8","9"]"#) })
  }

  @Test("numbers come in their own units, and two classes have two probabilities")
  func outputs() throws {
    let homes = try exported("homes", "--model", "dense 3 leaky_relu, dense 1")
    let types = operators(homes.graph)
    #expect(types.suffix(6) == ["Gemm", "LeakyRelu", "Gemm", "Cast", "Mul", "Add"])
    let output = try value(homes.graph.messages(12)[0])
    #expect(output.0 == "values" && output.element == 11 && output.2 == [nil, 1])
    let alpha = homes.graph.messages(1).first { $0.texts(4) == ["LeakyRelu"] }?.messages(5)[0]
    #expect(alpha?.floats(2) == [0.01] && alpha?.numbers(20) == [1])
    let moons = try exported("moons", "--model", "dense 3 tanh, dense 1 sigmoid")
    #expect(operators(moons.graph).suffix(3) == ["Sigmoid", "Sub", "Concat"])
    #expect(try value(moons.graph.messages(12)[0]).2 == [nil, 2])
    let sums = try exported("iris", "--model", "dense 3", "--loss", "cross_entropy_logits")
    #expect(operators(sums.graph).suffix(2) == ["Gemm", "Softmax"])
  }

  @Test("a column that was constant is 0, and a gap is the mean")
  func columns() throws {
    let specification = try TypedIngredients.model("dense 1")
    let scaling = try #require(
      Scaling(
        kind: .standard, width: 3, offsets: [2.5, 0, 7], spreads: [1.5, 1, 0],
        means: [2.5, 0.25, 7]))
    let model = TrainedModel(
      model: try Model(specification, sampleShape: Shape([3])), parameters: [[1, 2, 3], [4]],
      loss: LossSpecification(.mse), featureScaling: scaling, targetScaling: nil,
      columns: [FeatureColumn("a", hasGaps: true), FeatureColumn("b")], classNames: [],
      targetName: "y", targetColumns: ["y"], white: nil)
    let bytes = ONNXModel(model, metadata: model.file()).bytes
    let graph = try #require(ProtobufReader(bytes)?.messages(7).first)
    #expect(
      operators(graph) == ["IsNaN", "Where", "Sub", "Div", "Where", "Cast", "Gemm", "Cast"])
    func tensor(_ name: String) throws -> [UInt8] {
      try #require(graph.messages(5).first { $0.texts(8) == [name] }).bytes(9)[0]
    }
    func encoded(_ numbers: [Double]) -> [UInt8] {
      numbers.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
    }
    #expect(try tensor("feature.constant") == [0, 0, 1])
    #expect(try tensor("feature.mean") == encoded([2.5, 0.25, 7]))
    #expect(try tensor("feature.offset") == encoded([2.5, 0, 7]))
    #expect(try tensor("feature.spread") == encoded([1.5, 1, 1]))
  }

  @Test("lengths and numbers take as many bytes as they need")
  func varints() throws {
    for value in [0, 1, 127, 128, 300, 1 << 31, Int.max, -1, Int.min] {
      var message = ProtobufMessage()
      message.add(3, value)
      #expect(ProtobufReader(message.bytes)?.numbers(3) == [value], "\(value)")
    }
    var message = ProtobufMessage()
    message.add(1, 150)
    message.add(2, "testing")
    // The examples of the specification.
    #expect(message.bytes == [0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8))
    var long = ProtobufMessage()
    long.add(16, [UInt8](repeating: 5, count: 300))
    long.add(2, Float(-1.5))
    let read = try #require(ProtobufReader(long.bytes))
    #expect(read.bytes(16) == [[UInt8](repeating: 5, count: 300)] && read.floats(2) == [-1.5])
  }
}
