import Foundation
import PackagePlugin

/// `swift package page`: writes all of nnlearn as one HTML file.
@main
struct PagePlugin: CommandPlugin {
  static let usage = """
    Usage: swift package page [--output FILE] [--open LESSON] [LESSON.md | PROGRAM.nn | DATA.csv …]

    Writes nnlearn with its lessons as one HTML file that opens in a browser, without a network.

      --output FILE   a file below the package's .build folder; by default nnlearn.html in the plugin's own
      --open LESSON   the lesson that the page opens with; by default the first
      files           the lessons, programs and tables of the page, in place of those of this package
    """

  func performCommand(context: PluginContext, arguments: [String]) throws {
    var extractor = ArgumentExtractor(arguments)
    let root = context.package.directoryURL
    if extractor.extractFlag(named: "help") > 0 {
      print(Self.usage)
      return
    }
    let output = try extractor.single("output").map { URL(filePath: $0, relativeTo: root) }
    let open = try extractor.single("open")
    if let unknown = extractor.unextractedOptionsOrFlags.first {
      throw PageError("there is no option \(unknown)\n\n\(Self.usage)")
    }
    let folder = context.pluginWorkDirectoryURL
    let sources = root.appending(path: "Sources/Page")
    let files = try Self.files(extractor.remainingArguments.map { URL(filePath: $0) }, root)
    if let open, files[open] == nil, files[open + ".md"] == nil {
      throw PageError("the page has no lesson '\(open)'")
    }
    try run(
      "/bin/bash", [sources.appending(path: "build-module").path, folder.path],
      environment: ["SWIFTC": context.tool(named: "swiftc").url.path])
    let page = try Page(
      sources: sources, module: folder.appending(path: "nnlearn.wasm"), files: files, open: open)
    let place = output ?? folder.appending(path: "nnlearn.html")
    try page.bytes.write(to: place, options: .atomic)
    print(place.path)
  }

  /// The files embedded in the page, by name.
  private static func files(_ chosen: [URL], _ root: URL) throws -> [String: String] {
    var places = chosen
    let manager = FileManager.default
    func contents(_ folder: String) throws -> [URL] {
      try manager.contentsOfDirectory(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
    }
    if chosen.isEmpty { places += try contents("lessons").filter { $0.pathExtension == "md" } }
    places += try contents("Sources/nnlearn/BuiltInData").filter { $0.pathExtension == "csv" }
    var files: [String: String] = [:]
    for place in places {
      do {
        files[place.lastPathComponent] = try String(contentsOf: place, encoding: .utf8)
      } catch {
        throw PageError("\(place.path) cannot be read as UTF-8: \(error.localizedDescription)")
      }
    }
    return files
  }
}

/// The page, built from its template. The same sources give the same bytes.
///
/// The text is in UTF-16, in which one character holds two packed bytes. Browsers read the mark at its start, whatever encoding
/// a web server claims.
struct Page {
  let bytes: Data

  init(sources: URL, module: URL, files: [String: String], open: String?) throws {
    func text(_ names: String...) throws -> String {
      try names.map { try String(contentsOf: sources.appending(path: $0), encoding: .utf8).lean }
        .joined()
    }
    let contents = PackedContents(
      files: files, style: try text("lesson.css", "page.css"),
      script: try text("page.js", "handles.js"), worker: try text("worker.js"))
    let packed = try compressed(contents.bytes(with: SplitModule(Data(contentsOf: module))))
    let style = try text("start.css")
    let script = try text("unpack.js", "restore.js", "start.js")
    let policy = try [
      "default-src 'none'",
      "script-src '\(sha256(script))' '\(sha256(contents.script))' 'wasm-unsafe-eval'",
      "style-src '\(sha256(style))' '\(sha256(contents.style))'", "img-src data: blob:",
      "worker-src blob:",
    ]
    var parts = [
      "policy": Array(policy.joined(separator: "; ").utf16), "style": Array(style.utf16),
      "open": Array((open ?? "").utf16), "packed": characters(packed),
      "script": Array(script.utf16),
    ]
    var page: [UInt16] = [0xfeff]
    // Each piece but the first begins with the name of a part.
    for (index, piece) in try text("page.html").components(separatedBy: "{{").enumerated() {
      var rest = piece
      if index > 0 {
        let halves = piece.components(separatedBy: "}}")
        guard let part = parts.removeValue(forKey: halves[0]), halves.count == 2 else {
          throw PageError("page.html has {{\(halves[0])}}, which is no part, or a part twice")
        }
        page += part
        rest = halves[1]
      }
      page += rest.utf16
    }
    if let name = parts.keys.min() { throw PageError("page.html has no {{\(name)}}") }
    bytes = page.withUnsafeBufferPointer { Data(buffer: $0) }
  }
}

extension String {
  /// A script, style sheet or page without the lines that are comments, and without indentation.
  fileprivate var lean: String {
    ["(?m)^[ \\t]*(/\\*[\\s\\S]*?\\*/|//.*)\\n", "(?m)^[ \\t]+"].reduce(self) { text, pattern in
      text.replacingOccurrences(of: pattern, with: "", options: .regularExpression)
    }
  }
}

struct PageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension ArgumentExtractor {
  fileprivate mutating func single(_ name: String) throws -> String? {
    let values = extractOption(named: name)
    if values.count > 1 { throw PageError("--\(name) is given \(values.count) times") }
    return values.first
  }
}

// MARK: System tools

/// Data in LZMA, as `unpack.js` reads it. The options are those that make the module smallest.
private func compressed(_ data: Data) throws -> Data {
  try run("xz", ["--format=lzma", "--lzma1=preset=9e,lc=4,pb=0", "-c"], input: data)
}

/// A hash in the form of a content security policy.
private func sha256(_ text: String) throws -> String {
  #if os(macOS)
    let line = try run("shasum", ["-a", "256"], input: Data(text.utf8))
  #else
    let line = try run("sha256sum", [], input: Data(text.utf8))
  #endif
  let digits = Array(String(decoding: line, as: UTF8.self).prefix(64))
  let bytes = stride(from: 0, to: 64, by: 2).compactMap {
    UInt8(String(digits[$0...$0 + 1]), radix: 16)
  }
  return "sha256-" + Data(bytes).base64EncodedString()
}

/// Runs a tool of the system with an input, and returns its output.
@discardableResult
private func run(
  _ tool: String, _ arguments: [String], input: Data? = nil, environment: [String: String] = [:]
) throws -> Data {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [tool] + arguments
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let folder = FileManager.default.temporaryDirectory
  let place = folder.appending(path: UUID().uuidString)
  if let input {
    try input.write(to: place)
    process.standardInput = try FileHandle(forReadingFrom: place)
  }
  defer { try? FileManager.default.removeItem(at: place) }
  let pipe = Pipe()
  if input != nil { process.standardOutput = pipe }
  try process.run()
  let output = input == nil ? Data() : pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    if process.terminationStatus == 127 { throw PageError("\(tool) is needed and not installed") }
    throw PageError("\(tool) failed with status \(process.terminationStatus)")
  }
  return output
}
