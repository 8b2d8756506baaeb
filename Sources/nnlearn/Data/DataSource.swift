import Learning
import LessonLanguage

/// A data set as the user names it: a built-in one, a file, or a folder of images.
struct DataSource {
  let name: String
  /// The column to predict; the last one where none is named.
  var target: TargetColumn = .last
  var kind: TargetKind = .automatic
  /// A file that names the classes.
  var classes: String?
  var seed: UInt64 = 0

  /// A data set, and what had to be decided to read it.
  struct Loaded {
    let data: DataSet
    let decision: TargetDecision?
  }

  func load() throws(CommandFailure) -> Loaded {
    var loaded = try read()
    if let classes {
      let names = try DataFailure.placed(classes.escaped) { () throws(DataError) in
        try ClassNames(InputFile.bytes(of: classes))
      }
      let targets = try DataFailure.placed(classes.escaped) { () throws(DataError) in
        try names.applied(to: loaded.data.targets)
      }
      loaded = Loaded(data: loaded.data.with(targets: targets), decision: loaded.decision)
    }
    return loaded
  }

  private func read() throws(CommandFailure) -> Loaded {
    if let entry = BuiltInData.all[name] {
      try refuseColumns("is built in")
      let data = try DataFailure.placed(name) { () throws(DataError) in
        try entry.dataSet(seed: seed)
      }
      return Loaded(data: data, decision: nil)
    }
    if name != "-", OperatingSystem.isFolder(name) {
      try refuseColumns("is a folder of images")
      return try folder()
    }
    if name.hasSuffix(".pgm") || name.hasSuffix(".ppm") {
      try refuseColumns("is an image")
      let bytes = try InputFile(path: name, limit: InputFile.dataLimit).bytes
      return Loaded(
        data: try images([ImageFile(className: nil, fileName: name, bytes: bytes)]), decision: nil)
    }
    guard name == "-" || name.contains("/") || name.contains(".") || name.contains("idx") else {
      throw unknown()
    }
    let file = try InputFile(path: name, limit: InputFile.dataLimit)
    if name.contains("idx") || name.hasSuffix(".gz") {
      try refuseColumns("is an IDX file")
      return try idx(file)
    }
    let table = try DataFailure.placed(file.name) { () throws(DataError) in
      try CSVDataSet(
        name: baseName, source: "a file of yours", bytes: file.bytes, target: target, kind: kind)
    }
    return Loaded(data: table.dataSet, decision: table.decision)
  }

  /// Only a table has columns to choose the target from, and values to read one way or another.
  private func refuseColumns(_ what: String) throws(CommandFailure) {
    let option: String
    switch target {
    case .named: option = "--target"
    case .last where kind != .automatic: option = "--as"
    case .last, .namedIfPresent, .none: return
    }
    throw CommandFailure(
      message: "\(option) is for a CSV file; \(name.quoted) \(what) and brings its own targets",
      exitCode: .wrongCall)
  }

  /// What the data set is called after its path.
  private var baseName: String {
    if name == "-" { return "standard input" }
    let last = name.split(separator: "/").last.map { String($0) } ?? name
    return last.hasSuffix(".csv") ? String(last.dropLast(4)) : last
  }

  private func unknown() -> CommandFailure {
    let names = BuiltInData.all.entries.map(\.name)
    let nearest = NearestName.suggestion(for: name, among: names)
    return CommandFailure(
      message: "There is no data set \(name.quoted)"
        + (nearest.map { ". Did you mean '\($0)'?" }
          ?? ": there are \(names.joined(separator: ", ")), and the path of a file"),
      exitCode: .noInput)
  }

  // MARK: IDX

  /// An IDX file of images, its labels beside it under MNIST's own names.
  private func idx(_ file: InputFile) throws(CommandFailure) -> Loaded {
    let images = try DataFailure.placed(file.name) { () throws(DataError) in
      try IDXArray(file.bytes)
    }
    let labelsPath = name.replacing("images-idx3", with: "labels-idx1")
      .replacing("images.idx3", with: "labels.idx1")
    var labels: IDXArray?
    if labelsPath != name, OperatingSystem.exists(labelsPath) {
      let bytes = try InputFile(path: labelsPath, limit: InputFile.dataLimit).bytes
      labels = try DataFailure.placed(labelsPath.escaped) { () throws(DataError) in
        try IDXArray(bytes)
      }
    }
    let data = try DataFailure.placed(file.name) { () throws(DataError) in
      try DataSet(name: baseName, source: "a file of yours", images: images, labels: labels)
    }
    return Loaded(data: data, decision: nil)
  }

  // MARK: Images

  /// The images of a folder, in subfolders of their classes or, to predict, without any.
  private func folder() throws(CommandFailure) -> Loaded {
    var files: [ImageFile] = []
    for entry in try OperatingSystem.files(inFolder: name) {
      let path = name + "/" + entry
      if OperatingSystem.isFolder(path) {
        for file in try OperatingSystem.files(inFolder: path) where Self.isImage(file) {
          files.append(try image(path + "/" + file, file, of: entry))
        }
      } else if Self.isImage(entry) {
        files.append(try image(path, entry, of: nil))
      }
    }
    return Loaded(data: try images(files), decision: nil)
  }

  private static func isImage(_ name: String) -> Bool {
    name.hasSuffix(".pgm") || name.hasSuffix(".ppm")
  }

  private func image(
    _ path: String, _ name: String, of className: String?
  ) throws(CommandFailure) -> ImageFile {
    ImageFile(
      className: className, fileName: name,
      bytes: try InputFile(path: path, limit: InputFile.dataLimit).bytes)
  }

  private func images(_ files: [ImageFile]) throws(CommandFailure) -> DataSet {
    try DataFailure.placed(name.escaped) { () throws(DataError) in
      try DataSet(name: baseName, source: "images of yours", images: files)
    }
  }
}

/// Errors of data, told with the name of what was read.
enum DataFailure {
  static func placed<T>(
    _ name: String, _ body: () throws(DataError) -> T
  ) throws(CommandFailure) -> T {
    do throws(DataError) {
      return try body()
    } catch {
      throw CommandFailure(message: "\(name): \(error.message)", exitCode: .badData)
    }
  }
}

extension InputFile {
  /// The bytes of a small file that belongs to the data, whose absence is an error of the data.
  fileprivate static func bytes(of path: String) throws(DataError) -> [UInt8] {
    do throws(CommandFailure) {
      return try InputFile(path: path).bytes
    } catch {
      throw DataError(error.message)
    }
  }
}
