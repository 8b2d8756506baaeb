import LessonLanguage
import Testing
import Text

@Suite("No program can hang a classroom")
struct LimitTests {
  private static let nested = "this is nested more than 64 deep; name its parts"
  private static let long = "more than 256 operations in one expression; name its parts"

  private static func repeated(_ text: String, _ count: Int = 100_000) -> String {
    String(repeating: text, count: count)
  }

  @Test(
    "a hundred thousand of anything nested is refused",
    arguments: [
      repeated("(") + "1" + repeated(")"), repeated("[") + "1" + repeated("]"),
      "v" + repeated("[v") + repeated("]"), repeated("exp(") + "1" + repeated(")"),
      repeated("-") + "1", "2" + repeated("^2"), "1" + repeated(" if 1 else 1"),
    ])
  func nesting(program: String) {
    #expect(TestProgram.failure("v = 1\n" + program)?.message == Self.nested)
  }

  @Test(
    "a hundred thousand operations in a row are refused",
    arguments: ["1" + repeated(" + 1"), "1" + repeated(" * 1"), "v" + repeated("[0]")])
  func length(program: String) {
    #expect(TestProgram.failure("v = 1\n" + program)?.message == Self.long)
  }

  @Test("as much as is allowed works")
  func allowed() throws {
    let program = try TestProgram()
    #expect(try program.number("1" + Self.repeated(" + 1", 250)) == 251)
    #expect(try program.number(Self.repeated("(", 60) + "1" + Self.repeated(")", 60)) == 1)
    #expect(try program.elements("[" + Self.repeated("1, ", 1000) + "1]").count == 1001)
  }

  @Test("loops nest to a depth of 16")
  func loops() {
    let deep = { Self.repeated("repeat 1 { ", $0) + "1" + Self.repeated(" }", $0) }
    #expect(TestProgram.failure(deep(16)) == nil)
    #expect(
      TestProgram.failure(deep(17))
        == Diagnostic(Place(line: 1, column: 186), "loops can be nested at most 16 deep"))
  }

  @Test("an endless recursion is stopped at its call")
  func endlessFunction() {
    let message =
      "'f' calls itself more than 64 deep; a condition that depends on a parameter does not end it, since it may change"
    #expect(
      TestProgram.failure("f(x) = 1 + f(x)\nf(1)")
        == Diagnostic(Place(line: 1, column: 12, length: 4), message))
    #expect(
      TestProgram.failure("param w = 1\nf(x) = x if x > 1 else f(x + 1)\nf(w)")
        == Diagnostic(Place(line: 2, column: 24, length: 8), message))
    #expect(
      TestProgram.failure("f(x) = g(x)\ng(x) = f(x)\nf(1)")?.message.contains("more than 64")
        == true)
  }

  @Test("a function that doubles at every call is stopped")
  func exponentialFunction() {
    var limits = Limits()
    limits.nodes = 5000
    let program = "f(n) = 1 if n < 1 else f(n - 1) + f(n - 1)\nf(60)"
    #expect(
      TestProgram.failure(program, limits: limits)?.message
        == "the program has built 5000 quantities; that is the limit")
  }

  @Test("a tensor of 10¹² elements is refused before it is made")
  func largeTensor() {
    let program = "v = one_hot(0, 1000000)\nM = reshape(v, [1000000, 1]) * v"
    #expect(
      TestProgram.failure(program)
        == Diagnostic(
          Place(line: 2, column: 5, length: 28),
          "a tensor of shape [1000000, 1000000] has 1000000000000 elements; the limit is 4194304"))
    #expect(
      TestProgram.failure("one_hot([1, 2], 1000000000)")?.message
        == "a tensor of shape [2, 1000000000] has 2000000000 elements; the limit is 4194304")
  }

  @Test("all tensors together are bounded")
  func memory() {
    var limits = Limits()
    limits.totalElements = 100
    let failure = TestProgram.failure("v = one_hot(0, 60)\nw = one_hot(1, 60)", limits: limits)
    #expect(
      failure
        == Diagnostic(
          Place(line: 2, column: 5, length: 14),
          "the program's tensors have more than 100 elements together"))
  }

  @Test("a long training takes no more memory than a short one")
  func longTraining() throws {
    var limits = Limits()
    limits.nodes = 200
    limits.totalElements = 200
    let loop = "repeat 500 { backprop L; step adam(rate = 0.01, beta1 = 0.8) }"
    _ = try TestProgram("param w = 1\nL = (w - 3)^2\n\(loop)\n\(loop)", limits: limits)
  }

  @Test("a source of more than a megabyte is refused")
  func sourceSize() throws {
    let largest = [UInt8](repeating: UInt8(ascii: "#"), count: SourceText.largest)
    #expect(try SourceText(bytes: largest).lines.count == 1)
    #expect(
      throws: Diagnostic(
        Place(line: 1, column: 1), "the text has 1048577 bytes; the limit is 1048576")
    ) { try SourceText(bytes: largest + [35]) }
  }
}
