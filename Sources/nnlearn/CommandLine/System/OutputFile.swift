import Foundation
import Learning
import LessonLanguage

/// Writing files without ever leaving half of one.
enum OutputFile {
  /// Puts `text` in the place of the file at `path`: all of it, or none where the disk refuses.
  static func replace(_ path: String, with text: String) throws(CommandFailure) {
    try replace(path, with: Array(text.utf8))
  }

  static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    do throws(SystemError) {
      try SavedFile.replace(path, with: bytes)
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

  /// Removes a file, if it is there.
  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
