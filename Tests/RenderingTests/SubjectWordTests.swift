import Testing

@testable import LessonLanguage
@testable import Rendering

/// A working uses the words of the subject: functions of the language or of the program, and those of a backward pass that the
/// language reference explains.
@Suite("The words of a working")
struct SubjectWordTests {
  /// The words of gradients that no program can type.
  private static let ofGradients: Set<String> = [
    "d", "outer", "place", "sign", "conv_transpose2d", "correlation", "max_unpool", "avg_unpool",
  ]

  @Test(
    "every function in it is one of the subject", arguments: WholeRuns.lessons + WholeRuns.programs)
  func functions(name: String) {
    let rendered = name.hasSuffix(".nn") ? WholeRuns.program(name) : WholeRuns.lesson(name)
    var known = Set(BuiltIn.names).union(Self.ofGradients).union(["grad", "value"])
    known.formUnion(rendered.steps.flatMap { Self.functions(in: $0.source) })
    for step in rendered.steps {
      let lines = StepText(style: Style(width: 240, detail: .full), step: step).lines
      let unknown = Set(lines.flatMap { Self.functions(in: $0) }).subtracting(known)
      #expect(unknown.isEmpty, "\(step.source)")
      #expect(!lines.contains { $0.contains("transpose(transpose(") }, "\(step.source)")
    }
  }

  private static func functions(in text: String) -> [String] {
    text.matches(of: /([\p{L}_][\p{L}\p{N}_]*)\(/).map { String($0.1) }
  }

  @Test("a transpose is undone, not transposed again")
  func transposes() {
    let text = Rendered(
      "param W = [[1, 2], [3, 4]]\ny = [1, 2] @ transpose(W)\nparam v = [[1, 2]]\nL = sum(v @ transpose(W))\nbackprop L"
    ).text(Style(detail: .full))
    #expect(text.contains("dL/dv = dL/d(v @ transpose(W)) @ W"))
  }

  @Test("the derivative of a clamped logarithm is 1 / p, except at 0")
  func clamps() {
    let text = Rendered("param p = [0.5, 0]\nL = bce([1, 0], p)\nbackprop L").text(
      Style(detail: .full))
    #expect(text.contains("d(log(p))/dp = 1 / p"))
    #expect(text.contains("[1 / 0.5, 1 / (1 × 10⁻¹²)]"))
    #expect(!text.contains("max(p") && !text.contains("max(1"))
  }

  @Test("the gradient of a convolution is a convolution, or has the field's words")
  func convolutions() {
    let plain = Rendered(
      "param x = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]\nparam k = [[1, 0], [2, 1]]\ny = conv2d(x, k)\nL = sum(y^2)\nbackprop L"
    )
    let text = plain.text(Style(detail: .full))
    #expect(text.contains("dL/dk = conv2d(x, dL/dy)"))
    #expect(text.contains("dL/dx = conv_transpose2d(dL/dy, k)"))
    let strided = Rendered(
      "param x = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]\nparam k = [[1, 0], [2, 1]]\ny = conv2d(x, k, stride = 2, padding = 1)\nL = sum(y^2)\nbackprop L"
    ).text(Style(detail: .full))
    #expect(strided.contains("dL/dk = correlation(x, dL/dy, stride = 2, padding = 1)"))
  }
}
