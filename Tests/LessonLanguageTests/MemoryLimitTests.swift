import Autodiff
import Learning
import LessonLanguage
import Testing
import Text

@Suite("The memory of a run is bounded")
struct MemoryLimitTests {
  private static func message(_ program: String) -> String {
    TestProgram.failure(program)?.message ?? "no error"
  }

  @Test(
    "a convolution's temporary memory is counted before it is allocated",
    arguments: ["conv2d(B, k)", "conv2d(B, k, padding = 9)"])
  func convolution(call: String) {
    let program = """
      B = transpose(one_hot([0], 512)) + one_hot([0], 512)
      k = transpose(one_hot([0], 128)) + one_hot([0], 128)

      """
    #expect(Self.message(program + call).hasPrefix("'conv2d' takes memory for"))
  }

  @Test("a convolution within the bound works")
  func smallConvolution() throws {
    let program = try TestProgram(
      """
      B = transpose(one_hot([0], 300)) + one_hot([0], 300)
      k = transpose(one_hot([0], 5)) + one_hot([0], 5)
      """)
    #expect(try program.number("max(conv2d(B, k))") == 12)
  }

  @Test("a model that is too large is refused before its weights are made")
  func model() {
    let loader = DataLoader { (_) throws(Diagnostic) in
      DataSet(
        name: "two", source: "", sampleShape: Shape([2]),
        features: (0..<40).map { Double($0) },
        targets: .numbers((0..<20).map { Double($0) }, names: ["y"]))
    }
    let program = """
      data d = load "two"
      model small = dense 4 tanh, dense 1
      train small on d for 1 epochs
      model large = dense 4194304 tanh, dense 1
      train large on d for 1 epochs
      """
    var session = Session(loader: loader)
    var failure: Diagnostic?
    do throws(Diagnostic) {
      for statement in try Parser.statements(of: program) { _ = try session.run(statement) }
    } catch {
      failure = error
    }
    #expect(failure?.place?.line == 5)
    #expect(
      failure?.message.hasPrefix(
        "the 16777217 weights of 'large', their gradients, the optimizer's state and the values of a batch take "
          + "memory for") == true)
  }

  @Test("paths through a large quantity are counted before they are kept")
  func paths() {
    let program = "param w = 1\nv = w * (one_hot(0, 1000000) + 1)\nL = sum(v^2)\nbackprop L\nwhy w"
    #expect(Self.message(program).hasPrefix("the paths up to here take memory for"))
  }
}
