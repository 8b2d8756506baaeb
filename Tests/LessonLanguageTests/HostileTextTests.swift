import LessonLanguage
import Testing
import Text

/// Each of these took seconds to minutes when a scan restarted at every character: the test is that they end.
@Suite("A hundred thousand of anything is read in one pass")
struct HostileTextTests {
  private static func repeated(_ text: String, _ count: Int = 100_000) -> String {
    String(repeating: text, count: count)
  }

  @Test(
    "signs, one after another",
    arguments: Array("()[]{}\"'`*_#;,.:!?&|\\/<>=+-^@~$%−×·²⁻½").map { String($0) })
  func delimiters(sign: String) {
    for program in [Self.repeated(sign), "x = 1 " + Self.repeated(sign), Self.repeated("x" + sign)]
    {
      _ = TestProgram.failure(program)
    }
  }

  @Test("a long name is refused, and so is a long number")
  func names() {
    #expect(
      TestProgram.failure(Self.repeated("a") + " = 1")
        == Diagnostic(
          Place(line: 1, column: 1, length: 100_000),
          "a name has at most 100 characters, and this one has 100000"))
    #expect(
      TestProgram.failure("x = " + Self.repeated("1"))?.message
        == "a number has at most 1000 characters, and this one has 100000")
    #expect(TestProgram.failure("x = 0." + Self.repeated("0", 900) + "1") == nil)
    #expect(TestProgram.failure("x2" + Self.repeated("²")) != nil)
    #expect(TestProgram.failure("x = 2" + Self.repeated("²")) != nil)
  }

  @Test(
    "lists without end",
    arguments: [
      "f(" + repeated("1, ") + "1)", "x = [" + repeated("1, ") + "1]",
      "f(" + repeated("a = 1, ") + "b = 1)", repeated("x = 1; "), repeated("x\n"),
      "model m = " + repeated("dense 1, ") + "dense 1", "w = 1; plot " + repeated("w, ") + "w",
      "expect 1 is [" + repeated("1, ") + "1]",
    ])
  func lists(program: String) {
    var limits = Limits()
    limits.nodes = 1_000
    _ = TestProgram.failure(program, limits: limits)
  }

  @Test("a function has a bounded number of arguments")
  func arguments() {
    let names = (0..<10_000).map { "a\($0)" }.joined(separator: ", ")
    #expect(
      TestProgram.failure("f(\(names)) = 1")?.message == "a function takes at most 64 arguments")
  }

  @Test(
    "a huge exponent does not crash",
    arguments: [
      "x = 0 #=> 1e-9223372036854775808", "expect 0 is 1e-99999999999999999999",
      "expect 0 is 0e9223372036854775807", "expect 0 is 0.0e-9223372036854775807",
    ])
  func exponents(program: String) { #expect(TestProgram.failure(program) == nil) }
}
