import Learning
import LessonLanguage

extension DataLoader {
  /// The data that a lesson may load: built-in ones, and files below the lesson's own folder, never outside it.
  /// - Parameter folder: nil where the lesson has none, as one of the binary.
  static func lesson(in folder: String?) -> DataLoader {
    DataLoader { (request) throws(DataError) in
      guard BuiltInData.all[request.path] == nil else {
        return try source(request.path, request).loaded()
      }
      guard request.path.contains(".") || request.path.contains("/") else {
        return try source(request.path, request).loaded()
      }
      let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
      guard let folder, !request.path.hasPrefix("/"), !parts.contains("..") else {
        throw DataError(
          "a lesson loads built-in data sets and files below its own folder, not \(request.path.quoted)"
        )
      }
      var source = source(folder + "/" + request.path, request)
      source.classes = request.classes.map { folder + "/" + $0 }
      return try source.loaded()
    }
  }

  /// The loader for a lesson or program at a path; standard input counts as a file of the present folder.
  static func beside(_ path: String) -> DataLoader {
    lesson(in: path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
  }

  private static func source(_ name: String, _ request: Request) -> DataSource {
    DataSource(
      name: name, target: request.target.map { .named($0) } ?? .last, seed: request.seed)
  }
}

extension DataSource {
  fileprivate func loaded() throws(DataError) -> DataSet {
    do throws(CommandFailure) {
      return try load().data
    } catch {
      throw DataError(error.message)
    }
  }
}
