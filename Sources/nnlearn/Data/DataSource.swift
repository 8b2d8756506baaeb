import Learning
import LessonLanguage
import Text

/// A data set as the user names it: a file, a built-in one, or a folder of images.
struct DataSource {
  let name: String
  /// How a table is read.
  var reading = TableReading()
  /// A file that names the classes.
  var classes: String?
  var seed: UInt64 = 0
  /// Which files may be opened.
  var gate = PathGate.open

  /// A data set, and what had to be decided to read it.
  struct Loaded {
    var data: DataSet
    var decision: TargetDecision?
    /// The paths of the files that were read, without that of the classes' names.
    var files: [String] = []
  }

  func load() throws(Diagnostic) -> Loaded {
    var loaded = try read()
    if let classes {
      let file = try open(classes)
      let targets = try Diagnostic.about(file.name) { () throws(Diagnostic) in
        try ClassNames(file.bytes, reading: reading).applied(to: loaded.data.targets)
      }
      loaded.data = loaded.data.with(targets: targets)
    }
    return loaded
  }

  /// A file comes before a built-in data set of its name, but in a lesson, which means the same in every folder.
  private func read() throws(Diagnostic) -> Loaded {
    let isFile = name != "-" && OperatingSystem.exists(name) && !OperatingSystem.isFolder(name)
    if let entry = BuiltInData.all[name], !isFile || reading.origin == .lesson {
      try refuseOptions("is built in")
      let data = try Diagnostic.about(name) { () throws(Diagnostic) in
        try entry.dataSet(seed: seed)
      }
      return Loaded(data: data)
    }
    if name != "-", OperatingSystem.isFolder(name) {
      try refuseOptions("is a folder of images")
      let folder = try ImageFolderReader(name, self)
      return Loaded(data: try images(folder.files), files: folder.paths)
    }
    guard isFile || name == "-" || name.contains("/") || name.contains(".") else {
      throw Self.unknown(name)
    }
    var loaded = try read(open(name))
    loaded.files.append(name)
    if BuiltInData.all[name] != nil {
      loaded.data.notes.insert("this is the file \(name.quoted), not the built-in data", at: 0)
    }
    return loaded
  }

  /// What a file holds is decided by its bytes, and only where they are silent by its name.
  private func read(_ file: InputFile) throws(Diagnostic) -> Loaded {
    if IDXArray.begins(file.bytes) {
      try refuseOptions("is an IDX file")
      return try idx(file)
    }
    if let kind = Archive(file.bytes) {
      throw Diagnostic("\(file.name): \(kind.advice)")
    }
    switch ImageFormat(start: Array(file.bytes.prefix(ImageFormat.prefix)), name: baseName) {
    case .portable:
      try refuseOptions("is an image")
      let image = ImageFile(className: nil, fileName: file.name, bytes: file.bytes)
      return Loaded(data: try images([image]))
    case .other(let format):
      throw Diagnostic(
        "\(file.name) is a \(format) image; convert it to PGM or PPM")
    case nil: break
    }
    let table = try Diagnostic.about(file.name) { () throws(Diagnostic) in
      try CSVDataSet(
        name: tableName, source: "a file of yours", bytes: file.bytes, reading: reading)
    }
    return Loaded(data: table.dataSet, decision: table.decision)
  }

  /// A file of the data, which the gate lets through.
  func open(_ path: String) throws(Diagnostic) -> InputFile {
    if path != "-" { try gate.check(path) }
    return try InputFile(path: path, limit: InputFile.dataLimit)
  }

  /// Only a table has columns to choose the target from, and values to read one way or another.
  private func refuseOptions(_ what: String) throws(Diagnostic) {
    let option: String
    if case .named = reading.target {
      option = "--target"
    } else if reading.origin == .commandLine, reading.kind != .automatic {
      option = "--as"
    } else if reading.origin == .commandLine, !reading.hasHeader {
      option = "--no-header"
    } else if reading.encoding != .utf8, classes == nil {
      option = "--encoding"
    } else {
      return
    }
    throw Diagnostic(
      .usage, "\(option) is for a CSV file; \(name.quoted) \(what) and brings its own targets")
  }

  /// What the data set is called after its path.
  private var baseName: String {
    if name == "-" { return "standard input" }
    return name.split(separator: "/").last.map { String($0) } ?? name
  }

  private var tableName: String {
    baseName.hasSuffix(".csv") || baseName.hasSuffix(".tsv")
      ? String(baseName.dropLast(4)) : baseName
  }

  static func unknown(_ name: String) -> Diagnostic {
    let names = BuiltInData.all.entries.map(\.name)
    let nearest = NearestName.suggestion(for: name, among: names)
    return Diagnostic(
      .missing,
      "There is no data set \(name.quoted)"
        + (nearest.map { ". Did you mean '\($0)'?" }
          ?? ": there are \(names.joined(separator: ", ")), and the path of a file"))
  }

  /// An IDX file of images, its labels beside it under MNIST's own names.
  private func idx(_ file: InputFile) throws(Diagnostic) -> Loaded {
    let images = try Diagnostic.about(file.name) { () throws(Diagnostic) in
      try IDXArray(file.bytes)
    }
    let labelsPath = name.replacing("images-idx3", with: "labels-idx1")
      .replacing("images.idx3", with: "labels.idx1")
    var labels: IDXArray?
    if labelsPath != name, OperatingSystem.exists(labelsPath) {
      let file = try open(labelsPath)
      labels = try Diagnostic.about(file.name) { () throws(Diagnostic) in
        try IDXArray(file.bytes)
      }
    }
    let data = try Diagnostic.about(file.name) { () throws(Diagnostic) in
      try DataSet(name: baseName, source: "a file of yours", images: images, labels: labels)
    }
    return Loaded(data: data, files: labels == nil ? [] : [labelsPath])
  }

  private func images(_ files: [ImageFile]) throws(Diagnostic) -> DataSet {
    try Diagnostic.about(name.escaped) { () throws(Diagnostic) in
      try DataSet(name: baseName, source: "images of yours", images: files)
    }
  }
}

/// Files in which data are often kept and which have to be unpacked first.
private enum Archive {
  case gzip, zip

  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else {
      return nil
    }
  }

  var advice: String {
    switch self {
    case .gzip: "the file is still compressed with gzip; unpack it first, with gunzip"
    case .zip: "the file is a spreadsheet or a zip archive; save the table as CSV, or unpack it"
    }
  }
}

extension BuiltInData {
  /// The data sets that the binary carries or generates.
  static let all = BuiltInData(iris: file("iris.csv"), digits: file("digits.csv"))

  private static func file(_ name: String) -> [UInt8] { Array((embeddedData[name] ?? "").utf8) }
}
