import Foundation

/// The program as it was built, run as a user runs it.
package enum Binary {
  /// The executable: next to the tests, or in a folder above them.
  package static let url: URL = {
    let starts =
      [CommandLine.arguments[0], Bundle.main.bundlePath] + Bundle.allBundles.map(\.bundlePath)
    for start in starts {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("nnlearn")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder),
          !isFolder.boolValue
        {
          return candidate
        }
      }
    }
    preconditionFailure("the tests' build folder has no nnlearn")
  }()

  package static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  package static let lessons = repository.appendingPathComponent("lessons").path

  /// The acceptance programs.
  package static let programs: [String] = {
    let folder = repository.appendingPathComponent("Tests/Programs").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".nn") }.sorted().map { "\(folder)/\($0)" }
  }()
}

/// What a run of the program gave.
package struct BinaryRun: Equatable {
  package var output = ""
  package var error = ""
  package var status: Int32 = 0

  package init(output: String = "", error: String = "", status: Int32 = 0) {
    self.output = output
    self.error = error
    self.status = status
  }

  /// Runs the program to its end with only the given environment.
  package init(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    utf8: Bool = true
  ) throws {
    try self.init(
      words: arguments, input: Data(input.utf8),
      environment: environment.merging(utf8 ? ["LANG": "C.UTF-8"] : [:]) { given, _ in given })
  }

  package init(
    words: [String], input: Data = Data(), environment: [String: String] = ["LANG": "C.UTF-8"],
    executable: URL = Binary.url, in workingFolder: String? = nil
  ) throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.environment = environment
    if let workingFolder { process.currentDirectoryURL = URL(fileURLWithPath: workingFolder) }
    process.standardInput = try FileHandle(
      forReadingFrom: URL(fileURLWithPath: folder.file("in", input)))
    let output = URL(fileURLWithPath: try folder.file("out", Data()))
    let error = URL(fileURLWithPath: try folder.file("err", Data()))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    self.output = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    self.error = String(decoding: try Data(contentsOf: error), as: UTF8.self)
    status = process.terminationStatus
  }

  package var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  package var json: [[String: Any]] {
    output.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
