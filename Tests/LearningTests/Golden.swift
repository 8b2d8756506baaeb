import Foundation
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

  static let root: JSON = {
    guard let bytes = try? bytes("Tests/Golden/golden.json"),
      let value = try? JSONReader.value(of: bytes)
    else { preconditionFailure("golden.json cannot be read") }
    return value
  }()

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
    case .whole(let value): Double(value)
    case .number(let value): value
    default: .nan
    }
  }
  var int: Int { Int(double) }
  var doubles: [Double] { items.map(\.double) }
  var ints: [Int] { items.map(\.int) }
  func callAsFunction(_ name: String) -> JSON { self[name] ?? .null }
}

/// The message of the data error that the body throws; nil where it throws none.
func dataError(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return (error as? Diagnostic)?.message ?? "\(error)"
  }
}

/// Copies of bytes with a few of them changed, cut out or doubled.
struct Mutations {
  private var random: RandomSource

  init(seed: UInt64) { random = RandomSource(seed: seed) }

  mutating func next(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...random.below(4) {
      let place = random.below(result.count + 1)
      switch random.below(5) {
      case 0 where place < result.count: result[place] = UInt8(random.below(256))
      case 1 where place < result.count: result[place] ^= 1 << UInt8(random.below(8))
      case 2: result.removeSubrange(place..<min(place + random.below(8), result.count))
      case 3: result.insert(contentsOf: result.prefix(random.below(8)), at: place)
      default: result.insert(UInt8(random.below(256)), at: place)
      }
    }
    return result
  }
}
