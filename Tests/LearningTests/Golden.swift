import Foundation
import TestSupport
import Testing
import Text

@testable import Learning

/// The numbers of `Tests/Golden/golden.json`, which other libraries computed.
enum Golden {
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: repository.appendingPathComponent(path)))
  }

  static let root = file("golden.json")

  /// A file of `Tests/Golden`.
  static func file(_ name: String) -> JSON {
    guard let bytes = try? bytes("Tests/Golden/" + name),
      let value = try? JSONReader.value(of: bytes)
    else { preconditionFailure("\(name) cannot be read") }
    return value
  }

  static func builtIn() throws -> BuiltInData {
    let folder = "Sources/nnlearn/BuiltInData/"
    return BuiltInData(
      iris: try bytes(folder + "iris.csv"), digits: try bytes(folder + "digits.csv"))
  }
}

extension JSON {
  var items: [JSON] { if case .array(let items) = self { items } else { [] } }
  var text: String { if case .string(let text) = self { text } else { "" } }
  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: .nan
    }
  }
  var int: Int { Int(double) }
  var doubles: [Double] { items.map(\.double) }
  var ints: [Int] { items.map(\.int) }
  /// Bytes that are written in Base64.
  var base64: [UInt8] { Data(base64Encoded: text).map { Array($0) } ?? [] }
  func callAsFunction(_ name: String) -> JSON { self[name] ?? .null }
}
