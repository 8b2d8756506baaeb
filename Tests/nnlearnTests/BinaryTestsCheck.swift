import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: checking lessons")
struct BinaryTestsCheck {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A copy of the first lesson with one digit of the new weight changed, and the line of the change.
  private func changedLesson() throws -> (path: String, line: Int, text: String) {
    let original = try String(
      contentsOfFile: Binary.lessons + "/gradient-descent.md", encoding: .utf8)
    let line = try #require(
      original.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.hasPrefix("w_new = ") && $0.hasSuffix("#=> 0.3855") })
    let changed = original.replacingOccurrences(
      of: "w_new = w - rate * slope   #=> 0.3855", with: "w_new = w - rate * slope   #=> 0.3845")
    return (try folder.file("gradient-descent.md", changed), line + 1, original)
  }

  @Test("the built-in lessons pass, and so do a folder's")
  func lessons() throws {
    let builtIn = try BinaryRun("check")
    #expect(builtIn.status == 0)
    #expect(builtIn.error == "")
    #expect(builtIn.output.hasPrefix("\(BinaryTestsLesson.names.count) files, "))
    #expect(builtIn.output.hasSuffix(" checks, 0 failed\n"))
    #expect(try BinaryRun("check", Binary.lessons) == builtIn)
  }

  @Test("one changed digit is found, by file, line and both values")
  func oneDigit() throws {
    let (path, line, _) = try changedLesson()
    let run = try BinaryRun("check", path)
    #expect(run.status == 1)
    #expect(run.error == "")
    #expect(run.lines[0] == "\(path):\(line): w_new is 0.3855, expected 0.3845")
    #expect(run.lines.count == 3)
    #expect(run.lines[1].hasSuffix(" checks, 1 failed"))
  }

  @Test("--accept writes the computed value back, and nothing else")
  func accept() throws {
    let (path, _, original) = try changedLesson()
    let run = try BinaryRun("check", "--accept", path)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix(" checks, 0 failed, 1 value written\n"))
    #expect(try folder.text("gradient-descent.md") == original)
    #expect(try BinaryRun("check", "--accept", path).output.hasSuffix(" checks, 0 failed\n"))
  }

  @Test("--accept fills in what is missing and needs files to write")
  func acceptMissing() throws {
    let path = try folder.file("a.nn", "a = 1/3 #=>\n[a, 1] #=> [0.30, 1]\n")
    #expect(try BinaryRun("check", path).status == 1)
    #expect(try BinaryRun("check", "--accept", path).status == 0)
    #expect(try folder.text("a.nn") == "a = 1/3 #=> 0.333333\n[a, 1] #=> [0.33, 1]\n")
    #expect(
      try BinaryRun("check", "--accept")
        == BinaryRun(error: "Error: --accept writes into files: name them\n", status: 64))
  }

  @Test("an error in one file does not keep the others from being checked")
  func errors() throws {
    let bad = try folder.file("bad.nn", "a = b\n")
    let good = try folder.file("good.nn", "a = 1 #=> 1\n")
    #expect(
      try BinaryRun("check", bad, good)
        == BinaryRun(
          output: "2 files, 1 check, 0 failed, 1 error\n",
          error: "\(bad):1:5: error: 'b' has no value here\n  1 | a = b\n    |     ^\n", status: 65)
    )
  }

  @Test("a folder's lessons and programs are checked, its text too")
  func folders() throws {
    _ = try folder.file("a.md", "# T\n\nThe 0.123 of nobody.\n")
    _ = try folder.file("b.nn", "1 #=> 1\n")
    _ = try folder.file("c.txt", "no program\n")
    let run = try BinaryRun("check", folder.url.path)
    #expect(
      run
        == BinaryRun(
          output: """
            \(folder.url.path)/a.md:3: no statement of the lesson produces the 0.123 of the text
            2 files, 1 check, 0 failed, 1 remark on the text

            """, status: 1))
  }

  @Test("an empty folder and a missing path are reported")
  func nothing() throws {
    let path = folder.url.path
    #expect(
      try BinaryRun("check", path)
        == BinaryRun(error: "Error: There is no lesson or program in '\(path)'\n", status: 66))
    #expect(try BinaryRun("check", path + "/no.nn").status == 66)
  }

  @Test("the acceptance programs pass as a folder too")
  func programs() throws {
    let run = try BinaryRun(
      "check", Binary.repository.appendingPathComponent("Tests/Programs").path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("\(Binary.programs.count) files, "))
  }
}
