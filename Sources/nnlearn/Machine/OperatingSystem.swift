import Text

/// Functions of the process and its environment.
enum OperatingSystem {
  static func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Makes writes to a closed pipe, or beyond a limit on file sizes, fail instead of killing the program.
  static func reportRefusedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Occupies the descriptors of closed standard streams, so that no file is opened with one. Using such a stream still fails.
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

  /// The current folder.
  static var folder: String {
    get {
      guard let path = getcwd(nil, 0) else { return "" }
      defer { free(path) }
      return String(cString: path)
    }
    set { _ = chdir(newValue) }
  }

  /// Returns the absolute path.
  static func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  /// Returns the path without links and dots; `nil` if it does not exist.
  static func realPath(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// Removes a file, if it exists.
  static func remove(_ path: String) { unlink(path) }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
