import Foundation
import Learning

extension BuiltInData {
  /// The data sets that the command carries, from its folder.
  static let ofCommand: BuiltInData = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/nnlearn/BuiltInData")
    func bytes(_ name: String) -> [UInt8] {
      [UInt8]((try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data())
    }
    return BuiltInData(iris: bytes("iris.csv"), digits: bytes("digits.csv"))
  }()
}
