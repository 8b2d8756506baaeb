import Learning
import LessonLanguage
import Text

extension DataLoader {
  /// The data that a lesson may load: built-in ones, and files below the lesson's own folder, never outside it.
  /// - Parameter folder: nil where the lesson has none, as one of the binary.
  static func lesson(in folder: String?) -> DataLoader {
    DataLoader { (request) throws(Diagnostic) in
      let paths = LessonPaths(folder: folder)
      var source = DataSource(
        name: try paths.data(request.path),
        reading: TableReading(
          target: request.target.map { .named($0) } ?? .last, origin: .lesson),
        seed: request.seed, gate: paths.gate)
      if let classes = request.classes { source.classes = try paths.file(classes) }
      return try source.load().data
    }
  }

  /// The loader for a lesson or program at a path; standard input counts as a file of the present folder.
  static func beside(_ path: String) -> DataLoader {
    lesson(
      in: path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
  }
}

/// The paths that a lesson names, as paths of the system.
private struct LessonPaths {
  let folder: String?

  /// What the system's paths have to pass: what a link hides is seen only there.
  var gate: PathGate { folder.map { .below($0) } ?? .closed }

  /// A built-in data set by its name, else a file.
  func data(_ path: String) throws(Diagnostic) -> String {
    if BuiltInData.all[path] != nil { return path }
    let isName = !path.contains(".") && !path.contains("/")
    if isName, folder.map({ !OperatingSystem.exists($0 + "/" + path) }) ?? true {
      throw DataSource.unknown(path)
    }
    return try file(path)
  }

  /// A path below the lesson's folder.
  func file(_ path: String) throws(Diagnostic) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let folder, !path.hasPrefix("/"), !parts.contains("..") else {
      throw Diagnostic(
        "a lesson loads built-in data sets and files below its own folder, not \(path.quoted)")
    }
    return folder + "/" + path
  }
}
