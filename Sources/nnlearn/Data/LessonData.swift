import Learning
import LessonLanguage
import Text

extension DataLoader {
  /// The loader of a lesson: built-in data sets, and files in the lesson's own folder, never outside it.
  /// - Parameter folder: `nil` if the lesson has none, as an embedded lesson.
  static func lesson(in folder: String?) -> DataLoader {
    DataLoader { (request) throws(Diagnostic) in
      let paths = LessonPaths(folder: folder)
      var source = DataSource(
        name: try paths.data(request.path),
        reading: TableReading(
          target: request.target.map { .named(ColumnList($0)) } ?? .last, origin: .lesson),
        fitting: ImageFitting(hasOption: false), seed: request.seed, gate: paths.gate)
      if let classes = request.classes { source.classes = try paths.file(classes) }
      return try source.load().data
    }
  }

  /// The loader for a lesson or program at a path; standard input counts as a file in the current folder.
  static func beside(_ path: String) -> DataLoader {
    lesson(
      in: path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
  }
}

/// Converts the paths in a lesson to paths of the system.
private struct LessonPaths {
  let folder: String?

  /// The gate for the system's paths, where symbolic links are resolved.
  var gate: PathGate { folder.map { .below($0) } ?? .closed }

  /// Returns a built-in data set's name, or the path of a file.
  func data(_ path: String) throws(Diagnostic) -> String {
    if BuiltInData.all[path] != nil { return path }
    let isName = !path.contains(".") && !path.contains("/")
    if isName, folder.map({ !OperatingSystem.exists($0 + "/" + path) }) ?? true {
      throw DataSource.unknown(path)
    }
    return try file(path)
  }

  /// Returns a path below the lesson's folder.
  func file(_ path: String) throws(Diagnostic) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let folder, !path.hasPrefix("/"), !parts.contains("..") else {
      throw Diagnostic(
        "a lesson loads built-in data sets and files below its own folder, not \(path.quoted)")
    }
    return folder + "/" + path
  }
}
