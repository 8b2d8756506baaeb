import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: pages")
struct BinaryTestsHTML {
  private static let start = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <title>
    """

  @Test("a lesson is a complete document, with its style sheet and its numbers")
  func lesson() throws {
    let run = try BinaryRun("lesson", "gradient-descent", "--format", "html")
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.hasPrefix(Self.start + "Gradient descent</title>"))
    #expect(run.output.contains("<p class=\"label\">lesson 1</p>"))
    #expect(
      run.output.contains("color-scheme: light dark") && run.output.contains("@media print"))
    #expect(run.output.contains("<mn data-name=\"w_new\">0.3855</mn>"))
    #expect(!run.output.contains("<script") && !run.output.contains("http://"))
    #expect(run.output.hasSuffix("</html>\n"))
  }

  @Test("a program is one, too; its error is in the page and on standard error")
  func program() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("mine.nn", "a = 1/3\nb = c")
    let run = try BinaryRun("run", path, "--format", "html", "--digits", "6")
    #expect(run.status == 65)
    #expect(run.error.contains("mine.nn:2:5: error: 'c' has no value here"))
    #expect(run.output.hasPrefix(Self.start + folder.url.path))
    #expect(run.output.contains(">0.333333</mn>"))
    #expect(run.output.contains("<div class=\"error\" role=\"alert\"><p>"))
    #expect(run.output.hasSuffix("</html>\n"))
  }

  @Test("a failed check is marked, and decides the exit code")
  func failedCheck() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("mine.nn", "a = 1  #=> 2")
    let run = try BinaryRun("run", path, "--format", "html")
    #expect(run.status == (try BinaryRun("run", path).status))
    #expect(run.output.contains("<p class=\"failed\">✗ a is 1, expected 2</p>"))
  }

  @Test("a page cannot be stepped through")
  func stepping() throws {
    let run = try BinaryRun("lesson", "xor", "--step", "--format", "html")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.error.contains(
        "--format html shows the whole lesson at once, and --step a part at a time"))
  }
}
