import Foundation
import Testing

@Suite("Files")
struct FileTests {
  private static let longestFile = 350
  private static let longestComment = 128

  @Test("no file is longer than 350 lines, no comment wider than 128 columns")
  func length() throws {
    for file in try SourceFile.all(below: "Sources") + SourceFile.all(below: "Tests") {
      // The last line is the empty one after the final line break.
      #expect(file.lines.count - 1 <= Self.longestFile, "\(file.path)")
      for (index, line) in file.lines.enumerated()
      where line.count > Self.longestComment && line.contains("//") {
        Issue.record("\(file.path):\(index + 1): \(line.count) columns")
      }
    }
  }

  @Test("no two files of the sources have one name")
  func names() throws {
    let files = try SourceFile.all(below: "Sources").filter { $0.name != "main.swift" }
    for (name, same) in Dictionary(grouping: files, by: \.name) where same.count > 1 {
      Issue.record("\(name): \(same.map(\.path).sorted().joined(separator: ", "))")
    }
  }

  @Test(
    "the loops for newer processors are links to the one source",
    arguments: ["KernelsAVX2", "KernelsAVX512"])
  func links(target: String) throws {
    let files = FileManager.default
    let sources = SourceFile.repository.appendingPathComponent("Sources")
    let names = try files.contentsOfDirectory(atPath: sources.path + "/Kernels/Vector")
    #expect(try Set(files.contentsOfDirectory(atPath: sources.path + "/" + target)) == Set(names))
    for name in names {
      let path = sources.path + "/" + target + "/" + name
      let target = try? files.destinationOfSymbolicLink(atPath: path)
      #expect(target == "../Kernels/Vector/" + name)
    }
  }
}
