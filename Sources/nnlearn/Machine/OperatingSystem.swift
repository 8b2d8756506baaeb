import Text

/// The process as a whole.
enum OperatingSystem {
  static func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Makes writes that the system refuses fail instead of killing the program: to a closed pipe, and past a limit on the size
  /// of files.
  static func reportRefusedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Takes the numbers of standard streams that were closed, so that no file gets one of them. Using such a stream fails still.
  static func occupyClosedStreams() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  static func endProgram(_ code: ExitCode) -> Never {
    exit(code.rawValue)
  }

  // MARK: Files and folders

  /// The names of the files in a folder, sorted.
  static func files(inFolder path: String) throws(Diagnostic) -> [String] {
    guard let folder = opendir(path) else {
      throw Diagnostic(.missing, "There is no folder \(path.quoted)")
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The present folder; relative paths start there.
  static var folder: String {
    get {
      guard let path = getcwd(nil, 0) else { return "" }
      defer { free(path) }
      return String(cString: path)
    }
    set { _ = chdir(newValue) }
  }

  /// The path from the root.
  static func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// The path without links and dots; nil where there is nothing.
  static func realPath(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { unlink(path) }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
