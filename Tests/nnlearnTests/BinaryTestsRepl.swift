import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("The built program: a conversation")
struct BinaryTestsRepl {
  @Test("statements from a pipe show their working, without a prompt")
  func pipe() throws {
    #expect(
      try BinaryRun("repl", input: "a = 1\na + 1\n")
        == BinaryRun(output: "  a = 1\n  a + 1 = 1 + 1 = 2\n"))
  }

  @Test("an error does not affect earlier statements")
  func errors() throws {
    let run = try BinaryRun(
      "repl",
      input: """
        param w = 1
        L = w^2
        backprop L
        repeat 2 { step sgd(rate = 0.1); missing }
        w = w @ w
        show w #=> 1
        show grad(w) #=> 2

        """)
    #expect(run.status == 65)
    #expect(run.output.hasSuffix("  w = 1   ✓\n  grad(w) = 2   ✓\n"))
    #expect(run.error.contains("input:4:34: error: 'missing' has no value here"))
    #expect(run.error.contains("input:5:5: error: '@' multiplies vectors and matrices"))
  }

  @Test("a statement continues until its brackets are closed, and the last needs no line end")
  func continuation() throws {
    let run = try BinaryRun("repl", input: "a = [1,\n2]\nrepeat 2 {\na\n}\nsum(\na)  #=> 3")
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.contains("round 2\n"))
    #expect(run.output.hasSuffix("= 3   ✓\n"))
  }

  @Test("unclosed brackets are reported at the end")
  func unclosed() throws {
    let run = try BinaryRun("repl", input: "a = 1\nb = (2 +\n")
    #expect(run.status == 65)
    #expect(run.output == "  a = 1\n")
    #expect(run.error.hasPrefix("input:2:5: error: '(' is never closed\n"))
  }

  @Test("a failed check ends a pipe with 1")
  func checks() throws {
    #expect(try BinaryRun("repl", input: "1 #=> 2\n1\n").status == 1)
    #expect(try BinaryRun("repl", input: "") == BinaryRun())
  }

  @Test("statements as JSON are numbered across the conversation")
  func json() throws {
    let run = try BinaryRun("repl", "--format", "json", input: "a = 1\nb = zz\n\na + 1\n")
    #expect(run.json.compactMap { $0["step"] as? Int } == [1, 2])
    #expect(run.json.compactMap { $0["value"] as? Int } == [1, 2])
    #expect(run.status == 65)
  }
}
