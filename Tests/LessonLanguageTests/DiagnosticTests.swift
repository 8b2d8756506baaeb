import LessonLanguage
import Testing

@Suite("The errors of wrong programs, and their places")
struct DiagnosticTests {
  @Test(
    "names",
    arguments: [
      BadProgram(
        "w = 1\nrate = 2\nslope = 3\nw_new = w - slop * rate", 4, 13, 4,
        "'slop' has no value here; did you mean 'slope'?"),
      BadProgram("a = 1\nxyz", 2, 1, 3, "'xyz' has no value here"),
      BadProgram("w1 = 1\nW1", 2, 1, 2, "'W1' has no value here; did you mean 'w1'?"),
      BadProgram("rate = rate + 1", 1, 8, 4, "'rate' has no value here"),
      BadProgram(
        "sgmoid(1)", 1, 1, 9, "there is no function 'sgmoid'; did you mean 'sigmoid'?"),
      BadProgram("sigmoid", 1, 1, 7, "'sigmoid' is a function; a call is written sigmoid(…)"),
      BadProgram(
        "a = 1\n1 + a(2)", 2, 5, 4,
        "'a' is a value, not a function; a product is written a * (…)"),
      BadProgram(
        "why is not 3", 1, 5, 2,
        "something is missing between 'why' and 'is', as in: why w is not 0.55"),
      BadProgram("backprop is", 1, 10, 2, "something is missing between 'backprop' and 'is'"),
      BadProgram("shwo 3", 1, 1, 4, "unknown statement 'shwo'; did you mean 'show'?"),
      BadProgram(
        "backprp L", 1, 1, 7, "unknown statement 'backprp'; did you mean 'backprop'?"),
      BadProgram("a b", 1, 3, 1, "expected the end of the statement, found 'b'"),
      BadProgram("1 = w", 1, 1, 1, "only a name can be defined: write name = expression"),
    ])
  func names(program: BadProgram) { expect(program) }

  @Test(
    "shapes",
    arguments: [
      BadProgram(
        "W = [[1, 2, 3], [4, 5, 6]]\nx = [1, 2]\nh = relu(W @ x)", 3, 10, 5,
        "'@' cannot multiply [2, 3] by [2]: 3 columns against 2 elements"),
      BadProgram(
        "[1, 2, 3] + [1, 2]", 1, 1, 18,
        "'+' cannot combine [3] with [2]: the sizes of an axis must be equal, or one of them 1"),
      BadProgram(
        "A = [[1, 2], [3]]", 1, 5, 13,
        "'[…]' cannot join parts of shapes [2] and [1]: ragged rows"),
      BadProgram("[[[[[1]]]]]", 1, 1, 11, "'[…]' nests to rank 4 and no further"),
      BadProgram(
        "v = [1, 2]\nv[2]", 2, 1, 4, "'[2]' is out of range: the shape is [2], counted from 0"),
      BadProgram(
        "W = [[1, 2]]\nW[0, 0, 0]", 2, 1, 10, "'[0, 0, 0]' is out of range: the shape is [1, 2]"),
      BadProgram("[1, 2][0.5]", 1, 8, 3, "an index is a whole number; this is 0.5"),
      BadProgram("[1, 2][[0, 1]]", 1, 8, 6, "an index is a number; this has shape [2]"),
      BadProgram("sum([1, 2], axis = 2)", 1, 1, 21, "'sum' has no axis 2 to run over in [2]"),
      BadProgram(
        "y = reshape([1, 2], [3])", 1, 5, 20, "'reshape' cannot turn [2], 2 elements, into [3], 3"),
      BadProgram(
        "max_pool([[1]], 2)", 1, 1, 18, "'max_pool' cannot fit a window of [2, 2] into [1, 1]"),
      BadProgram(
        "conv2d([[1]], [[1, 2]])", 1, 1, 23,
        "'conv2d' cannot fit [1, 2] into [1, 1] with padding 0"),
      BadProgram(
        "v = [1, 2]\nbackprop v", 2, 10, 1,
        "backprop starts from a single number, and this has shape [2]; a sum or a mean makes it one"
      ),
    ])
  func shapes(program: BadProgram) { expect(program) }

  @Test(
    "arguments",
    arguments: [
      BadProgram("mse([1, 2])", 1, 1, 11, "'mse' is missing arguments: mse(y, p)"),
      BadProgram("mse([1], [1], [3])", 1, 15, 3, "'mse' takes 2 values by position"),
      BadProgram(
        "sum([1, 2], axs = 1)", 1, 13, 7, "'sum' has no argument 'axs'; did you mean 'axis'?"),
      BadProgram("sum(x = [1], x = [2])", 1, 14, 7, "'x' is given twice"),
      BadProgram("f(a, b) = a\nf(1)", 2, 1, 4, "'f' takes (a, b), and here is 1 argument"),
      BadProgram("f(a) = a\nf(1, 2)", 2, 1, 7, "'f' takes (a), and here are 2 arguments"),
      BadProgram("f(a, b) = a\nf(1, c = 2)", 2, 6, 5, "'f' has no argument 'c'"),
      BadProgram("f(a, a) = a", 1, 6, 1, "'a' is already an argument"),
      BadProgram("f(1) = 3", 1, 3, 1, "expected a name of an argument, found '1'"),
      BadProgram("value()", 1, 1, 7, "'value' takes one argument, as in value(w)"),
      BadProgram(
        "grad(1)", 1, 1, 7, "'grad' takes a name, as in grad(w); an element is grad(W)[0, 1]"),
    ])
  func arguments(program: BadProgram) { expect(program) }

  @Test(
    "checks and questions",
    arguments: [
      BadProgram(
        "digits 3 #=> 3", 1, 14, 1, "this statement has no value for '#=>' to check"),
      BadProgram("#=> 3", 1, 1, 3, "'#=>' must follow a statement on the same line"),
      BadProgram(
        "a = 1 #=> 1 + 1", 1, 11, 5,
        "a check compares with a number as written; for an expression say how close: … within 1e-9"
      ),
      BadProgram(
        "expect 1 is 1 within -1", 1, 22, 2, "a tolerance is a finite number, 0 or more"),
      BadProgram(
        "expect 1 is 1 within [1, 2]", 1, 22, 6, "a tolerance is a number; this has shape [2]"),
      BadProgram(
        "expect [1, 2] is [1, 2, 3] within 1", 1, 18, 9,
        "a value of shape [2] is compared with one of [3]"),
      BadProgram(
        "expect 1", 1, 9, 1,
        "expected 'is' or 'fails' and what is expected, as in: expect w is 0.3855, found the end of the line"
      ),
      BadProgram(
        "ask \"What?\"\n1", 1, 12, 1, "a question needs its answer, an expression or a choice"),
      BadProgram(
        "hint \"x\"", 1, 6, 3, "a hint goes on a line below its question"),
    ])
  func checks(program: BadProgram) { expect(program) }

  @Test(
    "plots, sliders and decimals",
    arguments: [
      BadProgram("plot f from 0 to 1", 1, 1, 18, "there is no function 'f' to plot"),
      BadProgram(
        "plot exp from 1 to 0", 1, 1, 20, "a plot runs from a smaller number to a larger one"),
      BadProgram("plot w", 1, 1, 6, "'w' has no values to plot"),
      BadProgram(
        "rate = 1 + 1\nexplore rate from 0 to 1", 2, 1, 24,
        "a slider moves a plain number, and 'rate' is computed or a tensor"),
      BadProgram(
        "rate = 1\nexplore rate from 1 to 0", 2, 1, 24,
        "a slider runs from a smaller number to a larger one"),
      BadProgram("digits 16", 1, 1, 9, "the working shows 0 to 15 decimals, not 16"),
      BadProgram("digits 2.5", 1, 8, 3, "the number of decimals is a whole number; this is 2.5"),
    ])
  func pictures(program: BadProgram) { expect(program) }

  private func expect(_ program: BadProgram) {
    #expect(TestProgram.failure(program.text) == program.diagnostic)
  }
}
