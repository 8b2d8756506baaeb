import LessonLanguage
import Testing

@Suite("What is said of wrong statements about learning")
struct LearningDiagnosticTests {
  @Test(
    "an optimizer's settings, after param w = 1 and backprop w",
    arguments: [
      BadProgram("step sdg(0.1)", 1, 6, 8, "there is no optimizer 'sdg'; did you mean 'sgd'?"),
      BadProgram(
        "step newton()", 1, 6, 8,
        "there is no optimizer 'newton'; there are sgd, momentum, nesterov, rmsprop, adagrad, adadelta, adam, adamw"
      ),
      BadProgram(
        "step sgd(rte = 0.1)", 1, 10, 9, "'sgd' has no setting 'rte'; did you mean 'rate'?"),
      BadProgram(
        "step sgd(rate = -0.1)", 1, 10, 11, "'rate' is a finite number, 0 or more, not -0.1"
      ),
      BadProgram(
        "step sgd(rate = 1/0)", 1, 10, 10, "'rate' is a finite number, 0 or more, not inf"),
      BadProgram("step sgd(rate = [1, 2])", 1, 17, 6, "'rate' is a number; this has shape [2]"),
      BadProgram("step sgd(0.1, rate = 3)", 1, 15, 8, "'rate' is given twice"),
      BadProgram(
        "step sgd(1, 0, 0, 0, 3)", 1, 22, 1,
        "'sgd' takes rate, momentum, nesterov, weight_decay and no more"),
      BadProgram("step adam(beta1 = 1)", 1, 11, 9, "'beta1' is a number from 0 to below 1, not 1"),
      BadProgram("step adam(eps = 0)", 1, 11, 7, "'eps' is a small number above 0, not 0"),
      BadProgram(
        "step sgd(0.1, nesterov = 1)", 1, 6, 22,
        "Nesterov's look-ahead needs a momentum above 0"),
      BadProgram(
        "step sgd", 1, 9, 1,
        "expected '(' and the optimizer's settings, as in sgd(rate = 0.1), found the end of the line"
      ),
    ])
  func settings(program: BadProgram) throws {
    let trained = try TestProgram("param w = 1; backprop w")
    #expect(trained.failure(program.text) == program.diagnostic)
  }

  @Test(
    "what comes too early",
    arguments: [
      BadProgram(
        "step sgd()", 1, 1, 10, "there is no gradient to step along yet: backprop a loss first"),
      BadProgram("w = 1\ngrad(w)", 2, 1, 7, "there is no gradient yet: backprop a loss first"),
      BadProgram(
        "param w = 1\nwhy w", 2, 1, 5, "there is no gradient to explain yet: backprop a loss first"),
      BadProgram("check 3", 1, 7, 1, "this depends on no parameter; 'param w = …' makes one"),
      BadProgram(
        "x = 3\ndescend x with sgd() for 3 steps", 2, 9, 1,
        "this depends on no parameter; 'param w = …' makes one"),
      BadProgram(
        "x = 3\nbackprop x\nstep sgd()", 3, 1, 10,
        "the last backprop reached no parameter; 'param w = …' makes one"),
    ])
  func tooEarly(program: BadProgram) {
    #expect(TestProgram.failure(program.text) == program.diagnostic)
  }

  @Test(
    "values that backprop did not reach, after param w = [1, 2] and backprop sum(w)",
    arguments: [
      BadProgram("grad(v)", 1, 1, 7, "the last backprop did not reach 'v'"),
      BadProgram("why v", 1, 5, 1, "the last backprop did not reach this value"),
      BadProgram("why w", 1, 5, 1, "'w' has shape [2]: ask for one number, as in why w[0]"),
      BadProgram("why w[2]", 1, 7, 1, "this is out of range: the shape of 'w' is [2]"),
      BadProgram("why w + 1", 1, 5, 5, "'why' takes a name or an element, as in why W[0, 1]"),
    ])
  func notReached(program: BadProgram) throws {
    let trained = try TestProgram("param w = [1, 2]; v = 3; L = sum(w); backprop L")
    #expect(trained.failure(program.text) == program.diagnostic)
  }

  @Test(
    "counts and bounds, after param w = 1",
    arguments: [
      BadProgram(
        "repeat 0.5 { w }", 1, 8, 3, "the number of repetitions is a whole number; this is 0.5"),
      BadProgram(
        "repeat 1000001 { w }", 1, 8, 7, "a loop runs 0 to 1000000 times, not 1000001"),
      BadProgram("repeat 2 w", 1, 10, 1, "expected '{' and the statements to repeat, found 'w'"),
      BadProgram(
        "descend w with sgd() for -1 steps", 1, 26, 2, "descend takes 0 to 1000000 steps, not -1"),
      BadProgram(
        "descend w with sgd() for 3", 1, 27, 1,
        "expected 'steps' after their number, found the end of the line"),
      BadProgram(
        "descend w with sgd() until change > 3", 1, 35, 1,
        "expected '<' and a bound, as in: until change < 1e-6, found '>'"),
      BadProgram(
        "descend w for 3 steps", 1, 11, 3,
        "expected 'with' and an optimizer, as in: descend L with sgd(rate = 0.1) for 100 steps, found 'for'"
      ),
    ])
  func counts(program: BadProgram) throws {
    #expect(try TestProgram("param w = 1").failure(program.text) == program.diagnostic)
  }
}
