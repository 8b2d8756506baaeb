import Learning
import Text

/// Reads the images of a folder, in a subfolder for each class or, to predict, without subfolders.
///
/// Hidden files and files that are not images are skipped. An unreadable image is an error, and so is a subfolder without
/// images, because a class would be lost.
struct ImageFolderReader {
  private(set) var files: [ImageFile] = []
  private(set) var paths: [String] = []
  private let path: String
  private let source: DataSource

  init(_ path: String, _ source: DataSource) throws(Diagnostic) {
    self.path = path
    self.source = source
    try source.gate.check(path)
    var hasFolders = false
    for entry in try Self.entries(path) {
      if OperatingSystem.isFolder(path + "/" + entry) {
        hasFolders = true
        try readClass(entry)
      } else {
        try read(entry, of: nil)
      }
    }
    try refuseOthers()
    if files.isEmpty, !hasFolders {
      throw Diagnostic("\(path.escaped): there are no PNG, PGM or PPM images in the folder")
    }
  }

  private var others: [(path: String, format: String)] = []

  private mutating func readClass(_ name: String) throws(Diagnostic) {
    let folder = path + "/" + name
    try source.gate.check(folder)
    let (before, othersBefore) = (files.count, others.count)
    var subfolder: String?
    for entry in try Self.entries(folder) {
      if OperatingSystem.isFolder(folder + "/" + entry) {
        subfolder = subfolder ?? entry
      } else {
        try read(entry, of: name)
      }
    }
    guard files.count == before, others.count == othersBefore else { return }
    throw Diagnostic(
      "\(path.escaped): the folder \(name.quoted) has no PNG, PGM or PPM images"
        + (subfolder.map {
          " but the folder \($0.quoted): name the one whose folders are the classes"
        }
          ?? ", so that its class would be lost: fill it, or remove it"))
  }

  private mutating func read(_ name: String, of className: String?) throws(Diagnostic) {
    let place = (className.map { $0 + "/" } ?? "") + name
    let full = path + "/" + place
    try source.gate.check(full)
    let start = try InputFile.start(of: full, count: ImageFormat.prefix)
    switch ImageFormat(start: start, name: name) {
    case .readable:
      paths.append(full)
      files.append(
        ImageFile(className: className, fileName: name, bytes: try source.open(full).bytes))
    case .other(let format): others.append((place, format))
    case nil: break
    }
  }

  private func refuseOthers() throws(Diagnostic) {
    guard let first = others.first else { return }
    let more = others.count > 1 ? " and \(others.count - 1) more" : ""
    throw Diagnostic(
      "\(path.escaped): \(first.path.quoted)\(more) cannot be read: \(first.format) is not PNG, PGM or PPM; "
        + "convert the images, as with 'mogrify -format png *.jpg', and take the originals out")
  }

  private static func entries(_ path: String) throws(Diagnostic) -> [String] {
    try OperatingSystem.files(inFolder: path).filter { !$0.hasPrefix(".") }
  }
}
