import Foundation
import Learning
import LessonLanguage
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("Reading files")
struct CommandLineTestsFiles {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("a file is read whole", arguments: [0, 1, 65_536, 200_000])
  func whole(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let path = try folder.file("a.nn", Data(bytes))
    let file = try InputFile(path: path)
    #expect(file.bytes == bytes)
    #expect(file.name == path)
  }

  @Test("a file of 16 MB is read, one byte more is refused")
  func limit() throws {
    let largest = try folder.file("largest", Data(count: InputFile.textLimit * 1_000_000))
    #expect(try InputFile(path: largest).bytes.count == InputFile.textLimit * 1_000_000)
    let larger = try folder.file("larger", Data(count: InputFile.textLimit * 1_000_000 + 1))
    #expect(
      failure(larger)
        == Diagnostic("The file '\(larger)' is larger than 16 MB"))
  }

  @Test("a device without end is not read to its end")
  func device() {
    #expect(
      failure("/dev/zero")
        == Diagnostic("The file '/dev/zero' is larger than 16 MB"))
  }

  @Test(
    "the reason why a file cannot be read is reported",
    arguments: [
      ("", "There is no file ''"),
      ("/nowhere/a\nb\u{1B}[2J\u{202E}", "There is no file '/nowhere/a\\u{A}b\\u{1B}[2J\\u{202E}'"),
      ("/", "'/' is a folder, not a file"),
      ("/dev/null/a", "Cannot read '/dev/null/a': Not a directory"),
    ])
  func unreadable(path: String, message: String) {
    #expect(failure(path) == Diagnostic(.missing, message))
  }

  @Test("a file without permission is reported", .disabled(if: geteuid() == 0, "root may read all"))
  func permission() throws {
    let path = try folder.file("secret", Data())
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(
      failure(path)
        == Diagnostic(.missing, "No permission to read '\(path)'"))
  }

  private func failure(_ path: String) -> Diagnostic? {
    do {
      _ = try InputFile(path: path)
      return nil
    } catch {
      return error
    }
  }
}

@Suite("Escaped text")
struct CommandLineTestsEscapedText {
  @Test(
    "characters that could control a terminal are escaped",
    arguments: [
      ("\u{1B}[31m", "\\u{1B}[31m"), ("a\tb\r\n", "a\\u{9}b\\u{D}\\u{A}"), ("\u{7F}", "\\u{7F}"),
      ("\u{9B}2J", "\\u{9B}2J"), ("\u{202E}x\u{2066}", "\\u{202E}x\\u{2066}"),
      ("\u{200F}\u{61C}", "\\u{200F}\\u{61C}"), ("\u{2028}", "\\u{2028}"),
      ("\(Unicode.Scalar(0xFDD0)!)", "\\u{FDD0}"),
    ])
  func escaped(text: String, escaped: String) {
    #expect(text.escaped == escaped)
    #expect(escaped.escaped == escaped)
  }

  @Test(
    "letters of all scripts are unchanged",
    arguments: ["naïve", "−0.5 × w₁", "שלום", "👩‍🔬", "a\\b", ""])
  func unchanged(text: String) {
    #expect(text.escaped == text)
    #expect(text.quoted == "'\(text)'")
  }
}
