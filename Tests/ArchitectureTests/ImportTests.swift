import Testing

@Suite("Who may know whom")
struct ImportTests {
  /// The targets of a lesson's way to the screen; each may import those before it.
  private static let rooms = [
    "Text", "Kernels", "Autodiff", "Learning", "LessonLanguage", "Lessons", "Rendering",
  ]

  private static let allowed: [String: Set<String>] = {
    var allowed: [String: Set<String>] = [:]
    for (index, room) in rooms.enumerated() { allowed[room] = Set(rooms[..<index]) }
    // Loops over memory import nothing except the C library's mathematics.
    allowed["Kernels"] = ["Kernels", "Darwin", "Glibc", "Musl", "_Builtin_intrinsics"]
    allowed["Processor"] = ["Kernels", "KernelsAVX2", "KernelsAVX512", "_Builtin_intrinsics"]
    allowed["WebModule"] = Set(rooms)
    allowed["nnlearn"] = Set(rooms).union([
      "Processor", "SystemMemory", "Foundation", "Darwin", "Glibc", "Musl", "Synchronization",
      "PackagePlugin",
    ])
    return allowed
  }()

  @Test("no target imports one that comes after it, and the portable ones no library")
  func imports() throws {
    let files = try SourceFile.all(below: "Sources")
    #expect(Set(files.map(\.target)) == Set(Self.allowed.keys))
    for file in files {
      let unknown = Set(file.imports).subtracting(Self.allowed[file.target] ?? [])
      #expect(unknown.isEmpty, "\(file.path) imports \(unknown.sorted().joined(separator: ", "))")
    }
  }

  @Test(
    "no two types of the portable targets share a name, since the page compiles them as one module")
  func names() throws {
    let files = try SourceFile.all(below: "Sources").filter {
      Self.rooms.contains($0.target) || $0.target == "WebModule"
    }
    var places: [String: Set<String>] = [:]
    for file in files {
      for type in file.sharedTypes { places[type, default: []].insert(file.path) }
    }
    #expect(places.count > 300)
    for file in files {
      for type in file.privateTypes where places[type] != nil { places[type]?.insert(file.path) }
    }
    for (type, paths) in places where paths.count > 1 {
      Issue.record("\(type) is declared in \(paths.sorted().joined(separator: " and "))")
    }
  }

  @Test("only build tools import Foundation, which loads slower than the program starts")
  func foundation() throws {
    let buildTools = ["Sources/nnlearn/EmbedFiles", "Sources/nnlearn/PagePlugin"]
    let files = try SourceFile.all(below: "Sources").filter { $0.imports.contains("Foundation") }
    #expect(!files.isEmpty)
    for file in files {
      #expect(buildTools.contains { file.path.hasPrefix($0) }, "\(file.path) imports Foundation")
    }
  }
}
