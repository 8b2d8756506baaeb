import Foundation
import TestSupport
import Testing

/// Programs that crashed, never ended or took the machine's memory.
@Suite("Hostile programs end with an answer or an error")
struct BinaryTestsLimits {
  private func run(_ program: String, _ options: String...) throws -> BinaryRun {
    try BinaryRun(
      words: ["run", "-"] + options, input: Data(program.utf8), environment: ["LANG": "C.UTF-8"])
  }

  @Test(
    "deep nesting is explained in a moment",
    arguments: [
      "x = 0.5\np = " + String(repeating: "1 + x * (", count: 60) + "1"
        + String(repeating: ")", count: 60),
      "f(n) = 1 if n <= 1 else n * f(n - 1)\nf(60)",
      "x = 2\ny = " + String(repeating: "-(", count: 31) + "x"
        + String(repeating: ")^2", count: 31),
      "param x = 2\ny = " + String(repeating: "(", count: 60) + "x"
        + String(repeating: " if x > 0 else 1)", count: 60) + "\nbackprop y\nwhy x",
      "param x = 2\ny = " + String(repeating: "sigmoid(", count: 40) + "x"
        + String(repeating: ")", count: 40) + "\nbackprop y\nwhy x",
    ])
  func nesting(program: String) throws {
    for options in [[], ["--format", "json"]] {
      let run = try BinaryRun(
        words: ["run", "-"] + options, input: Data(program.utf8),
        environment: ["LANG": "C.UTF-8"])
      #expect(run.status == 0)
      #expect(run.error == "")
    }
  }

  @Test("a descent that no gradient reaches is an error in every command")
  func noGradient() throws {
    let program = "param w = 1\nL = w > 2\ndescend L with sgd(rate = 0.1) for 3 steps\n"
    let message = "no gradient reaches 'w': a comparison, a condition and argmax pass none"
    let run = try run(program)
    #expect(run.status == 65)
    #expect(run.error.contains(message))
    let repl = try BinaryRun("repl", input: program + "w + 1\n")
    #expect((repl.output + repl.error).contains(message))
    #expect(repl.output.contains("= 2"))
  }

  @Test("a descent that is stopped shows its table, then the error, and ends with 65")
  func stopped() throws {
    let run = try run(
      "param w = one_hot(0, 500000)\nL = sum(w^2)\ndescend L with sgd(rate = 0.1) for 1000000 steps"
    )
    #expect(run.status == 65)
    #expect(run.output.contains("steps not shown"))
    #expect(run.error.contains("units of work that one run may do; it was stopped at step "))
  }

  @Test("a convolution that would take 19 GB is refused")
  func convolution() throws {
    let run = try run(
      """
      B = transpose(one_hot([0], 512)) + one_hot([0], 512)
      k = transpose(one_hot([0], 128)) + one_hot([0], 128)
      C = conv2d(B, k)
      """)
    #expect(run.status == 65)
    #expect(run.error.contains("'conv2d' takes memory for 2428616704 numbers, 18528 MB"))
  }

  @Test(
    "plots at the limits of numbers",
    arguments: [
      "0 to 5e-324", "-1e308 to 1e308", "1e308 to 1.1e308", "1 to 1.0000000000000002",
      "-1e-320 to 1e-320",
    ])
  func plots(range: String) throws {
    for function in ["x", "1 / x", "1e308 * x", "log(x)", "x * 1e-320", "x^9"] {
      let run = try run("f(x) = \(function)\nplot f from \(range)")
      #expect(run.status == 0)
    }
  }
}
