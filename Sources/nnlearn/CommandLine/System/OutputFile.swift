import Foundation
import Learning
import LessonLanguage
import Text

/// Writing files without ever leaving half of one.
enum OutputFile {
  /// Puts `text` in the place of the file at `path`: all of it, or none where the disk refuses.
  static func replace(_ path: String, with text: String) throws(CommandFailure) {
    try replace(path, with: Array(text.utf8))
  }

  static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    try told(path) { () throws(SystemError) in try SavedFile(path).replace(with: bytes) }
  }

  /// Fails as `replace` would, as far as that can be known before there is anything to write.
  static func check(_ path: String) throws(CommandFailure) {
    try told(path) { () throws(SystemError) in try SavedFile(path).checkWritable() }
  }

  private static func told(
    _ path: String, _ body: () throws(SystemError) -> Void
  ) throws(CommandFailure) {
    do throws(SystemError) {
      try body()
    } catch {
      throw CommandFailure(
        message: "Cannot write \(path.quoted): \(error.explanation)", exitCode: .cannotWrite)
    }
  }
}

extension OperatingSystem {
  /// The names of the files in a folder, sorted.
  static func files(inFolder path: String) throws(CommandFailure) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw CommandFailure(message: "There is no folder \(path.quoted)", exitCode: .noInput)
    }
  }

  /// The present folder; relative paths start there.
  static var folder: String {
    get { FileManager.default.currentDirectoryPath }
    set { _ = FileManager.default.changeCurrentDirectoryPath(newValue) }
  }

  /// The path from the root.
  static func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
