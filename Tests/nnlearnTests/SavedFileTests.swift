import Foundation
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("Saved files")
struct SavedFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func mode(_ name: String) -> mode_t {
    var facts = stat()
    return lstat(path(name), &facts) == 0 ? facts.st_mode : 0
  }

  private var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path))?.sorted() ?? []
  }

  @Test("a symbolic link is followed, over several links and to a file that is not there yet")
  func links() throws {
    try FileManager.default.createDirectory(atPath: path("real"), withIntermediateDirectories: true)
    _ = try folder.file("real/m", "old")
    symlink("real/m", path("a"))
    symlink(path("a"), path("b"))
    symlink("real/new", path("c"))
    try OutputFile.replace(path("b"), with: "new")
    try OutputFile.replace(path("c"), with: "made")
    #expect(try folder.text("real/m") == "new")
    #expect(try folder.text("real/new") == "made")
    for name in ["a", "b", "c"] { #expect(mode(name) & S_IFMT == S_IFLNK) }
    symlink("loop", path("loop"))
    #expect(throws: Diagnostic.self) { try OutputFile.replace(path("loop"), with: "x") }
    #expect(names == ["a", "b", "c", "loop", "real"])
  }

  @Test("the mode is kept", arguments: [0o600, 0o640, 0o755, 0o200] as [mode_t])
  func modes(mode: mode_t) throws {
    let file = try folder.file("m", "old")
    chmod(file, mode)
    try OutputFile.replace(file, with: "new")
    #expect(self.mode("m") & 0o7777 == mode)
    #expect(names == ["m"])
  }

  @Test("a read-only file is refused, before and at the time of writing")
  func readOnly() throws {
    let file = try folder.file("m", "old")
    chmod(file, 0o444)
    let failure = Diagnostic(.unwritable, "Cannot write '\(file)': Permission denied")
    #expect(throws: failure) { try OutputFile.check(file) }
    #expect(throws: failure) { try OutputFile.replace(file, with: "new") }
    #expect(try folder.text("m") == "old")
    #expect(throws: Diagnostic.self) { try OutputFile.check(path("nowhere/m")) }
    #expect(throws: Diagnostic.self) { try OutputFile.check(folder.url.path) }
    #expect(throws: Diagnostic.self) { try OutputFile.check(file + "/m") }
    try OutputFile.check(path("new"))
    #expect(names == ["m"])
  }

  @Test(
    "a killed run's file is replaced; another running program's file is left alone")
  func leftOver() throws {
    let part = try folder.file("m.nnlearn.part", "half of a mod")
    try OutputFile.replace(path("m"), with: "whole")
    #expect(names == ["m"])
    let descriptor = open(part, O_WRONLY | O_CREAT, 0o644)
    #expect(flock(descriptor, LOCK_EX) == 0)
    try OutputFile.replace(path("m"), with: "again")
    #expect(try folder.text("m") == "again")
    #expect(names == ["m", "m.nnlearn.part"])
    close(descriptor)
    try FileManager.default.removeItem(atPath: part)
    symlink(path("m"), part)
    try OutputFile.replace(path("m"), with: "third")
    #expect(try folder.text("m") == "third")
    #expect(names == ["m"])
  }

  @Test("two paths to the same file are identified, however they are spelled")
  func identity() throws {
    let file = try folder.file("m", "x")
    symlink("m", path("link"))
    link(file, path("hard"))
    let same = [path("link"), path("hard"), folder.url.path + "/./m", folder.url.path + "//m"]
    for other in same { #expect(try SavedFile(other).identity == SavedFile(file).identity) }
    #expect(try SavedFile(path("n")).identity == SavedFile(folder.url.path + "/./n").identity)
    #expect(try SavedFile(path("n")).identity != SavedFile(path("o")).identity)
    #expect(try SavedFile(path("n")).identity != SavedFile(file).identity)
    #expect(try SavedFile("/dev/null").identity == nil)
  }

  @Test(
    "the byte-order mark and the line ends are kept",
    arguments: ["a\nb", "a\r\nb\r\n", "\u{FEFF}a\rb\n\r\nc", "\n\n\r\r", ""])
  func form(text: String) throws {
    let bytes = Array(text.utf8)
    let plain = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(
      of: "\r", with: "\n"
    ).replacingOccurrences(of: "\u{FEFF}", with: "")
    #expect(TextForm(bytes).bytes(plain) == bytes)
  }

  @Test("accepted values are written into a file as it is")
  func accept() throws {
    let file = try folder.file("p.nn", "\u{FEFF}a = 1 + 1 #=> 3\r\nb = a #=> 2\n")
    chmod(file, 0o600)
    symlink("p.nn", path("link.nn"))
    let run = try BinaryRun("check", path("link.nn"), "--accept")
    #expect(run.status == 0)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: file))
        == Data("\u{FEFF}a = 1 + 1 #=> 2\r\nb = a #=> 2\n".utf8))
    #expect(mode("p.nn") & 0o777 == 0o600)
    #expect(mode("link.nn") & S_IFMT == S_IFLNK)
  }
}
