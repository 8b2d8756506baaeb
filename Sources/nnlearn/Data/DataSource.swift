import Learning
import LessonLanguage
import Text

/// A data set as named by the user: a file, a built-in one, or a folder of images.
struct DataSource {
  let name: String
  /// The options for reading a table.
  var reading = TableReading()
  /// How images are made alike.
  var fitting = ImageFitting()
  /// Whether each sample is to be its own target.
  var reproduces = false
  /// A file with the names of the classes.
  var classes: String?
  var seed: UInt64 = 0
  /// The first option given that is only for tables.
  var tableOption: String?
  /// Decides which files may be opened.
  var gate = PathGate.open

  /// A data set, with the decisions made in reading it.
  struct Loaded {
    var data: DataSet
    var decision: TargetDecision?
    /// Whether the target is the column that has the name for reproduction.
    var isOfColumn = false
    /// The paths of the files that were read, without that of the class names.
    var files: [String] = []
    /// The text that identifies each sample, if a column for it was named.
    var ids: [String]?
  }

  func load() throws(Diagnostic) -> Loaded {
    var loaded = try read()
    if fitting.size != nil, loaded.data.imageSize == nil {
      throw Diagnostic(.usage, "--size is for images, and \(name.quoted) is a table")
    }
    if let size = fitting.target { loaded.data = loaded.data.fitted(to: size) }
    if let classes {
      let file = try open(classes)
      let targets = try Diagnostic.about(
        file.name, ClassNames(file.bytes, reading: reading).applied(to: loaded.data.targets))
      loaded.data = loaded.data.with(targets: targets)
    }
    if reproduces, !loaded.isOfColumn {
      (loaded.data, loaded.decision) = (loaded.data.reproducing, nil)
    }
    return loaded
  }

  /// A file takes precedence over a built-in data set with its name, except in a lesson, which means the same in every folder.
  private func read() throws(Diagnostic) -> Loaded {
    let isFile = name != "-" && OperatingSystem.exists(name) && !OperatingSystem.isFolder(name)
    if let entry = BuiltInData.all[name], !isFile || reading.origin == .lesson {
      try refuseOptions("is built in")
      let data = try Diagnostic.about(name, entry.dataSet(seed: seed))
      return Loaded(data: data)
    }
    if name != "-", OperatingSystem.isFolder(name) {
      try refuseOptions("is a folder of images")
      let folder = try ImageFolderReader(name, self)
      return Loaded(
        data: try Diagnostic.about(name.escaped, dataSet(of: folder.files)), files: folder.paths)
    }
    guard isFile || name == "-" || name.contains("/") || name.contains(".") else {
      throw Self.unknown(name)
    }
    let file = try open(name)
    var loaded = try read(file)
    loaded.files.append(name)
    loaded.data.notes = file.notes + loaded.data.notes
    if BuiltInData.all[name] != nil {
      loaded.data.notes.insert("this is the file \(name.quoted), not the built-in data", at: 0)
    }
    return loaded
  }

  /// Detects the format of a file by its bytes, or by its name if the bytes are inconclusive.
  private func read(_ file: DataFile) throws(Diagnostic) -> Loaded {
    if IDXArray.begins(file.bytes) {
      try refuseOptions("is an IDX file")
      return try idx(file)
    }
    switch ImageFormat(start: Array(file.bytes.prefix(ImageFormat.prefix)), name: baseName) {
    case .readable:
      try refuseOptions("is an image")
      let image = ImageFile(className: nil, fileName: file.name, bytes: file.bytes)
      return Loaded(data: try dataSet(of: [image]))
    case .other(let format):
      throw Diagnostic(
        "\(file.name) is a \(format) image; convert it to PNG, as with 'magick photo.jpg photo.png'"
      )
    case nil: break
    }
    return try table(file)
  }

  /// The target that stands for the features themselves.
  static let reproduction = "features"

  /// Reads a table. If each sample is to be its own target, a last column of classes is set aside, and one of numbers is a
  /// feature like the others. A column that has the name for reproduction is meant instead.
  private func table(_ file: DataFile) throws(Diagnostic) -> Loaded {
    func read(_ reading: TableReading) throws(Diagnostic) -> CSVDataSet {
      try Diagnostic.about(
        file.name,
        CSVDataSet(name: tableName, source: "a file of yours", bytes: file.bytes, reading: reading))
    }
    var table = try read(reading)
    if reproduces {
      var reading = reading
      let isOfColumn = table.dataSet.columnNames.contains(Self.reproduction)
      if isOfColumn {
        reading.target = .named(ColumnList(Self.reproduction))
        table = try read(reading)
        var loaded = Loaded(data: table.dataSet, decision: table.decision, isOfColumn: true)
        loaded.data.notes.append(
          "the target is the column '\(Self.reproduction)'; rename it to have the samples reproduced"
        )
        return loaded
      }
      if case .numbers = table.dataSet.targets {
        reading.target = .none
        table = try read(reading)
      }
    }
    return Loaded(data: table.dataSet, decision: table.decision, ids: table.ids)
  }

  /// Opens a file of the data if the gate allows it.
  func open(_ path: String) throws(Diagnostic) -> DataFile {
    if path != "-" { try gate.check(path) }
    return try DataFile(path: path)
  }

  /// Throws if options for tables are given for other data.
  private func refuseOptions(_ what: String) throws(Diagnostic) {
    let option: String
    if let tableOption {
      option = tableOption
    } else if case .named = reading.target {
      option = "--target"
    } else if reading.encoding != .utf8, classes == nil {
      option = "--encoding"
    } else if reading.id != nil {
      option = "--id"
    } else {
      return
    }
    throw Diagnostic(
      .usage, "\(option) is for a CSV file; \(name.quoted) \(what) and brings its own targets")
  }

  /// The data set's name, derived from its path.
  private var baseName: String {
    if name == "-" { return "standard input" }
    return name.split(separator: "/").last.map { String($0) } ?? name
  }

  private var tableName: String {
    let name = baseName.hasSuffix(".gz") ? String(baseName.dropLast(3)) : baseName
    return name.hasSuffix(".csv") || name.hasSuffix(".tsv") ? String(name.dropLast(4)) : name
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

  /// Reads an IDX file of images, with labels next to it under MNIST's names.
  private func idx(_ file: DataFile) throws(Diagnostic) -> Loaded {
    let images = try Diagnostic.about(file.name, IDXArray(file.bytes))
    let labelsPath = labelsPaths.first { OperatingSystem.exists($0) }
    let labels = try labelsPath.map { (path) throws(Diagnostic) in
      let file = try open(path)
      return try Diagnostic.about(file.name, IDXArray(file.bytes))
    }
    let data = try Diagnostic.about(
      file.name, DataSet(name: baseName, source: "a file of yours", images: images, labels: labels))
    return Loaded(data: data, files: labelsPath.map { [$0] } ?? [])
  }

  /// Where the labels of a file of images may be: with the same ending first; one of the two may be compressed alone.
  private var labelsPaths: [String] {
    let path = name.replacing("images-idx3", with: "labels-idx1")
      .replacing("images.idx3", with: "labels.idx1")
    if path == name { return [] }
    return [path, path.hasSuffix(".gz") ? String(path.dropLast(3)) : path + ".gz"]
  }

  private func dataSet(of images: [ImageFile]) throws(Diagnostic) -> DataSet {
    try DataSet(name: baseName, source: "images of yours", images: images, fitting: fitting)
  }
}

extension BuiltInData {
  /// The embedded and generated data sets.
  static let all = BuiltInData(iris: file("iris.csv"), digits: file("digits.csv"))

  private static func file(_ name: String) -> [UInt8] { Array((embeddedData[name] ?? "").utf8) }
}
