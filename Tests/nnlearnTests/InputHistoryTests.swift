import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The history of typed lines")
struct InputHistoryTests {
  private let folder: TemporaryFolder
  private var file: String { folder.url.path + "/state/nnlearn/history" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("lines are kept from one conversation to the next, readable only by the owner")
  func kept() throws {
    let first = InputHistory(file: file)
    for line in ["a", "a", "", "  ", "b", "a"] { first.append(line) }
    #expect(first.lines == ["a", "b", "a"])
    let second = InputHistory(file: file)
    #expect(second.lines == first.lines)
    second.append("c")
    #expect(try folder.text("state/nnlearn/history") == "a\nb\na\nc\n")
    #expect(try permissions(file) == 0o600)
    #expect(try permissions(folder.url.path + "/state/nnlearn") == 0o700)
  }

  @Test("a thousand lines are kept")
  func limit() throws {
    let path = try folder.file("history", (1...1500).map { "line \($0)\n" }.joined())
    let history = InputHistory(file: path)
    #expect(history.lines.count == 1000)
    #expect(history.lines.first == "line 501")
    #expect(try folder.text("history").hasPrefix("line 501\n"))
    history.append("new")
    #expect(history.lines.count == 1000)
    #expect(history.lines.first == "line 502")
    #expect(try folder.text("history").hasSuffix("line 1500\nnew\n"))
  }

  @Test("of a huge file only the end is read, and left")
  func huge() throws {
    let line = String(repeating: "x", count: 100_000)
    let path = try folder.file("history", (1...30).map { "\($0)\(line)\n" }.joined())
    let history = InputHistory(file: path)
    #expect(history.lines.count == 10)
    #expect(history.lines.last?.hasPrefix("30x") == true)
    #expect(try folder.text("history").utf8.count < 1 << 20)
  }

  @Test("control characters, wrong UTF-8 and blank lines in the file do no harm")
  func strange() throws {
    let bytes = Array("a\u{1B}[2Jb\r\n\n \u{0}\n".utf8) + [0xFF, 0x0A] + Array("c\td\nlast".utf8)
    let history = InputHistory(file: try folder.file("history", Data(bytes)))
    #expect(history.lines == ["a[2Jb", "c\td", "last"])
  }

  @Test(
    "a place that cannot be used is quietly not used",
    arguments: [
      "", "/", "/dev/null", "/dev/full", "/nowhere/of/all/the/places/history", "/proc/x/y",
    ]
  )
  func unusable(path: String) {
    let history = InputHistory(file: path)
    history.append("a")
    #expect(history.lines == ["a"])
    #expect(!FileManager.default.fileExists(atPath: "/nowhere"))
  }

  @Test("a folder or a file in the way, and no file at all")
  func inTheWay() throws {
    let file = try folder.file("file", "x\n")
    for path in [folder.url.path, file + "/history", file + "/a/history"] {
      let history = InputHistory(file: path)
      history.append("a")
      #expect(InputHistory(file: path).lines == [])
    }
    InputHistory(file: nil).append("a")
    let locked = folder.url.path + "/locked"
    try FileManager.default.createDirectory(
      atPath: locked, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
    InputHistory(file: locked + "/history").append("a")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: locked)
  }

  @Test("a file without an end of its last line gets one before the next line")
  func unfinished() throws {
    let history = InputHistory(file: try folder.file("history", "a\nb"))
    history.append("c")
    #expect(InputHistory(file: folder.url.path + "/history").lines == ["a", "b", "c"])
  }

  @Test("the path of the folder")
  func place() {
    func folder(_ environment: [String: String]) -> String? {
      StateFolder.path { environment[$0] }
    }
    #expect(folder(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/nnlearn")
    #expect(folder(["XDG_STATE_HOME": "s", "HOME": "/h"]) == folder(["HOME": "/h"]))
    #expect(folder(["HOME": "/h"])?.hasPrefix("/h/") == true)
    #expect(folder(["HOME": ""]) == nil)
    #expect(folder([:]) == nil)
  }

  @Test("a walk keeps typed and edited lines")
  func walk() {
    let history = InputHistory(file: nil)
    for line in ["a", "b"] { history.append(line) }
    var walk = HistoryWalk(history)
    #expect(walk.move(1, leaving: "new") == nil)
    #expect(walk.move(-1, leaving: "new") == "b")
    #expect(walk.move(-1, leaving: "b2") == "a")
    #expect(walk.move(-1, leaving: "a") == nil)
    #expect(walk.move(1, leaving: "a") == "b2")
    #expect(walk.move(1, leaving: "b2") == "new")
    #expect(history.lines == ["a", "b"])
  }
}
