import Foundation
import Learning
import LessonLanguage
import Text

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

extension DataLoader {
  /// Loads the data sets that the command carries.
  static let ofCommand = DataLoader { (request) throws(Diagnostic) in
    guard let entry = BuiltInData.ofCommand[request.path] else {
      throw Diagnostic("there is no data set \(request.path)")
    }
    return try entry.dataSet(seed: request.seed)
  }
}
