import LessonLanguage
import Testing
import Text

@Suite("Names and functions")
struct FunctionTests {
  @Test("a function's free names are looked up at the call")
  func freeNames() throws {
    var program = try TestProgram("f(x) = k * x\nk = 2\na = f(3)\nk = 5")
    #expect(try program.number("f(3)") == 15)
    #expect(try program.number("a") == 6)
    try program.run("forward a")
    #expect(try program.number("a") == 6)
    #expect(TestProgram.failure("f(x) = k * x\nf(3)")?.place == Place(line: 1, column: 8))
  }

  @Test("an argument hides a name only inside its function")
  func scopes() throws {
    let program = try TestProgram("k = 7\nf(k) = 2 * k\ng(x) = f(x + 1) + k")
    #expect(try program.number("f(1)") == 2)
    #expect(try program.number("g(1)") == 11)
    #expect(try program.number("k") == 7)
    #expect(
      TestProgram.failure("f(x) = g(1)\ng(y) = x + y\nf(1)")?.message.hasPrefix("'x' has no value")
        == true)
  }

  @Test("arguments are given by position, by name, or both")
  func named() throws {
    let program = try TestProgram("f(a, b) = 10 * a + b")
    for call in ["f(1, 2)", "f(1, b = 2)", "f(b = 2, a = 1)"] {
      #expect(try program.number(call) == 12)
    }
  }

  @Test(
    "a function may be recursive if a plain number ends it",
    arguments: [
      ("fact(5)", 120), ("power(2, 10)", 1024), ("fib(10)", 55),
    ])
  func recursion(call: String, value: Double) throws {
    let program = try TestProgram(
      """
      fact(n) = 1 if n <= 1 else n * fact(n - 1)
      power(x, n) = 1 if n == 0 else x * power(x, n - 1)
      fib(n) = n if n < 2 else fib(n - 1) + fib(n - 2)
      """)
    #expect(try program.number(call) == value)
  }

  @Test("gradients pass through a function, called twice too")
  func gradients() throws {
    let program = try TestProgram(
      """
      param w = 2
      cube(x) = x if 0 else x^3
      L = cube(w) + cube(w^2)
      backprop L
      """)
    #expect(try program.number("grad(w)") == 3 * 4 + 6 * 32)
  }

  @Test("redefining a name only affects later statements, and is noted if a formula uses it")
  func redefinition() throws {
    var program = try TestProgram("param w = 2\nL = w^2\nw = 7")
    #expect(program.steps.last?.notes == [.redefines("w")])
    try program.run("forward L")
    #expect(try program.number("L") == 4)
    #expect(try program.number("w") == 7)
    try program.run("L = w^2\nw = 8")
    #expect(try program.number("L") == 49)
    #expect(try TestProgram("a = 1\na = 2").steps.last?.notes == [])
    #expect(try TestProgram("a = 1\na = a + 1\na = a + 1").number("a") == 3)
  }

  @Test("a parameter that is hidden still learns with its loss")
  func hiddenParameter() throws {
    let program = try TestProgram(
      "param w = 2\nL = w^2\nw = 7\nbackprop L\nstep sgd(0.25)\nforward L")
    #expect(try program.number("w") == 7)
    #expect(try program.number("L") == 1)
  }

  @Test("hiding a built-in is noted, and the built-in is hidden")
  func builtIns() throws {
    var program = try TestProgram("relu(x) = x + 1")
    #expect(program.steps.last?.notes == [.hidesBuiltIn("relu")])
    #expect(try program.number("relu(-1)") == 0)
    try program.run("sum = 3")
    #expect(program.steps.last?.notes == [.hidesBuiltIn("sum")])
    #expect(
      program.failure("sum([1, 2])")?.message
        == "'sum' is a value, not a function; a product is written sum * (…)")
    try program.run("sum(x) = x[0]")
    #expect(try program.number("sum([4, 5])") == 4)
  }

  @Test("a name is a value or a function, whichever came last")
  func oneMeaning() throws {
    #expect(try TestProgram("f(x) = x\nf = 3").number("f") == 3)
    #expect(try TestProgram("f = 3\nf(x) = x + 1").number("f(1)") == 2)
    #expect(
      TestProgram.failure("f = 3\nf(x) = x\nf")?.message
        == "'f' is a function; a call is written f(…)")
  }

  @Test("the names that are known are offered once a session has them")
  func known() throws {
    let names = try TestProgram("slope = 1\nf(x) = x").session.knownNames
    for name in ["slope", "f", "sigmoid", "grad", "value", "cross_entropy_logits"] {
      #expect(names.contains(name))
    }
  }
}
