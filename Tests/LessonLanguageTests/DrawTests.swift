import Autodiff
import Testing
import Text

@testable import LessonLanguage

@Suite("Draws")
struct DrawTests {
  private func range(_ statement: String) throws -> DrawRange {
    guard case .draw(let range)? = try Parser.statements(of: statement).first?.kind else {
      throw Diagnostic("\(statement) is no draw")
    }
    return range
  }

  @Test(
    "the numbers have the decimals of the range, and are exactly what is printed",
    arguments: [
      ("draw w from 0.10 to 0.3 step 0.05", ["0.10", "0.15", "0.20", "0.25", "0.30"]),
      ("draw w from -1 to 1 step 1", ["-1", "0", "1"]),
      ("draw w from -0.5 to -0.3 step 0.1", ["-0.5", "-0.4", "-0.3"]),
      ("draw w from 1e-3 to 3e-3 step 1e-3", ["0.001", "0.002", "0.003"]),
      ("draw w from 1e3 to 3000 step 1e3", ["1000", "2000", "3000"]),
      ("draw w from 0 to 0.2 step 0.1", ["0.0", "0.1", "0.2"]),
    ])
  func numbers(statement: String, spellings: [String]) throws {
    let range = try range(statement)
    #expect((0..<range.count).map { range.spelling($0) } == spellings)
  }

  @Test("a plain run shows the written number and the range")
  func run() throws {
    let program = try TestProgram("param w = 0.5\ndraw w from 0.1 to 0.9 step 0.2\nv = 2 * w")
    guard case .draw(let range, let value) = program.steps[1].outcome else {
      Issue.record("draw shows its range")
      return
    }
    #expect(value == 0.5 && range.from == "0.1" && range.to == "0.9" && range.distance == "0.2")
    #expect(program.steps[2].value == Tensor(1))
  }

  @Test(
    "a range that is none is an error at the number",
    arguments: [
      ("w = 1\ndraw w from 0 to 1 step 0", 2, 25, "a draw's step must be larger than 0"),
      ("w = 1\ndraw w from 0 to 1 step -0.1", 2, 25, "a draw's step must be larger than 0"),
      (
        "w = 1\ndraw w from 0.1 to 1 step 0.2", 2, 27,
        "the step must divide the range: no number of steps of 0.2 leads from 0.1 to 1"
      ),
      (
        "w = 1\ndraw w from 1 to 0 step 0.1", 2, 18,
        "a draw runs from a smaller number to a larger one"
      ),
      (
        "w = 1\ndraw w from 0 to 2 * 3 step 1", 2, 18,
        "a draw takes numbers in digits, as in: from 0.1 to 0.9"
      ),
      ("w = 1\ndraw w from 0 to 1 step 1e-9", 2, 25, "a draw has at most 1000000 numbers"),
      ("w = 1\ndraw w from 0 to 1 step 1e-19", 2, 13, "a draw's numbers have at most 15 digits"),
      ("draw w from 0 to 1 step 0.1", 1, 1, "'w' has no value here"),
      (
        "w = 1 + 1\ndraw w from 0 to 1 step 0.1", 2, 1,
        "a draw replaces a plain number, and 'w' is computed or a tensor"
      ),
      (
        "w = [1, 2]\ndraw w from 0 to 1 step 0.1", 2, 1,
        "a draw replaces a plain number, and 'w' is computed or a tensor"
      ),
      (
        "w = 1\ndraw w from 0 to 1", 2, 19,
        "expected 'step' and the distance between two numbers of the range, found the end of the line"
      ),
    ])
  func errors(program: String, line: Int, column: Int, message: String) {
    let failure = TestProgram.failure(program)
    #expect(failure?.place?.line == line && failure?.place?.column == column)
    #expect(failure?.message == message)
  }

  @Test("a redrawn definition keeps its kind and loses its check")
  func redrawn() throws {
    for (source, changed) in [("param w = 0.5 #=> 0.5", "param w = 0.25"), ("w = -3", "w = 0.25")] {
      let statement = try #require(try Parser.statements(of: source).first)
      let redrawn = statement.redrawn("0.25")
      #expect(redrawn.source == changed && redrawn.expectation == nil)
      var session = Session()
      #expect(try session.run(redrawn).value == Tensor(0.25))
    }
  }
}
