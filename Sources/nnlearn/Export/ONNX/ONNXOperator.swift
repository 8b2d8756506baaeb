/// An operator with its attributes, from ONNX's text syntax: `Conv <strides = [1, 1]>`, `LeakyRelu <alpha = 0.01>`.
///
/// A number with a point or an exponent is a float, as in ONNX's own parser.
struct ONNXOperator {
  let name: String
  let attributes: [(name: String, value: Value)]

  enum Value: Equatable {
    case whole(Int)
    case number(Float)
    case wholes([Int])

    /// - Parameter text: a number, or whole numbers in brackets.
    fileprivate init(_ text: String) {
      if text.hasPrefix("[") {
        self = .wholes(text.dropFirst().dropLast().split(separator: ",").map { Int($0.trimmed)! })
      } else if let whole = Int(text) {
        self = .whole(whole)
      } else {
        self = .number(Float(text)!)
      }
    }
  }

  /// - Parameter text: as an ingredient declares it.
  init(_ text: String) {
    let parts = text.split(separator: "<")
    name = String(parts[0]).trimmed
    var pairs: [String] = []
    var depth = 0
    for character in parts.dropFirst().first?.dropLast() ?? "" {
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      if pairs.isEmpty || (character == "," && depth == 0) { pairs.append("") }
      if character != "," || depth > 0 { pairs[pairs.count - 1].append(character) }
    }
    attributes = pairs.map { pair in
      let sides = pair.split(separator: "=")
      return (String(sides[0]).trimmed, Value(String(sides[1]).trimmed))
    }
  }

  /// The messages of type AttributeProto.
  var messages: [ProtobufMessage] {
    attributes.map { attribute in
      var message = ProtobufMessage()
      message.add(1, attribute.name)
      switch attribute.value {
      case .number(let value):
        message.add(2, value)
        message.add(20, 1)
      case .whole(let value):
        message.add(3, value)
        message.add(20, 2)
      case .wholes(let values):
        for value in values { message.add(8, value) }
        message.add(20, 7)
      }
      return message
    }
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
