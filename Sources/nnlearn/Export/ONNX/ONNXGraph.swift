/// A graph of operators, as ONNX's GraphProto (onnx/onnx.proto).
struct ONNXGraph {
  /// The types of tensors, by their numbers in TensorProto.
  enum Element: Int {
    case float = 1
    case bool = 9
    case double = 11
  }

  /// The size of an axis of a graph's input or output.
  enum Size {
    case fixed(Int)
    /// A size that each call chooses.
    case named(String)
  }

  private struct Node {
    let operation: ONNXOperator
    let inputs: [String]
    var output: String
  }

  private let name: String
  private var nodes: [Node] = []
  private var initializers: [ProtobufMessage] = []
  private var inputs: [ProtobufMessage] = []
  private var outputs: [ProtobufMessage] = []

  init(name: String) { self.name = name }

  mutating func input(_ name: String, _ element: Element, _ sizes: [Size]) -> String {
    inputs.append(Self.value(name, element, sizes))
    return name
  }

  /// Makes the output of the last node the graph's, under another name.
  mutating func output(_ name: String, _ element: Element, _ sizes: [Size]) {
    nodes[nodes.count - 1].output = name
    outputs.append(Self.value(name, element, sizes))
  }

  /// Adds a node; returns the name of its output, which is its own name.
  mutating func add(_ name: String, _ operation: String, _ inputs: [String]) -> String {
    nodes.append(Node(operation: ONNXOperator(operation), inputs: inputs, output: name))
    return name
  }

  mutating func constant(_ name: String, _ sizes: [Int], _ values: [Float]) -> String {
    constant(name, .float, sizes, values.flatMap { Self.bytes(UInt64($0.bitPattern), 4) })
  }

  mutating func constant(_ name: String, _ sizes: [Int], _ values: [Double]) -> String {
    constant(name, .double, sizes, values.flatMap { Self.bytes($0.bitPattern, 8) })
  }

  mutating func constant(_ name: String, _ sizes: [Int], _ values: [Bool]) -> String {
    constant(name, .bool, sizes, values.map { $0 ? 1 : 0 })
  }

  private mutating func constant(
    _ name: String, _ element: Element, _ sizes: [Int], _ content: [UInt8]
  ) -> String {
    var tensor = ProtobufMessage()
    for size in sizes { tensor.add(1, size) }
    tensor.add(2, element.rawValue)
    tensor.add(8, name)
    tensor.add(9, content)
    initializers.append(tensor)
    return name
  }

  /// The little-endian bytes of a number.
  private static func bytes(_ bits: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
  }

  // MARK: Messages

  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for node in nodes { message.add(1, Self.message(node)) }
    message.add(2, name)
    for tensor in initializers { message.add(5, tensor) }
    for input in inputs { message.add(11, input) }
    for output in outputs { message.add(12, output) }
    return message
  }

  private static func message(_ node: Node) -> ProtobufMessage {
    var message = ProtobufMessage()
    for input in node.inputs { message.add(1, input) }
    message.add(2, node.output)
    message.add(3, node.output)
    message.add(4, node.operation.name)
    for attribute in node.operation.messages { message.add(5, attribute) }
    return message
  }

  /// A message of type ValueInfoProto.
  private static func value(_ name: String, _ element: Element, _ sizes: [Size]) -> ProtobufMessage
  {
    var shape = ProtobufMessage()
    for size in sizes {
      var dimension = ProtobufMessage()
      switch size {
      case .fixed(let count): dimension.add(1, count)
      case .named(let name): dimension.add(2, name)
      }
      shape.add(1, dimension)
    }
    var tensor = ProtobufMessage()
    tensor.add(1, element.rawValue)
    tensor.add(2, shape)
    var type = ProtobufMessage()
    type.add(1, tensor)
    var value = ProtobufMessage()
    value.add(1, name)
    value.add(2, type)
    return value
  }
}
