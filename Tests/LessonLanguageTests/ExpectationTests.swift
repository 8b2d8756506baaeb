import LessonLanguage
import Testing

@Suite("Checks")
struct ExpectationTests {
  @Test(
    "a value may be half a unit of the last written decimal off, and no more",
    arguments: [
      ("0.38549", "0.3855", true), ("0.38545", "0.3855", true), ("0.38555", "0.3855", true),
      ("0.385449", "0.3855", false), ("0.385551", "0.3855", false), ("0.3855", "0.38550", true),
      ("0.38551", "0.38550", false), ("2.4", "2", true), ("2.5", "2", true), ("2.51", "2", false),
      ("1.5", "2", true), ("0.04", "0", true), ("-0.55", "−0.55", true), ("-0.55", "0.55", false),
      ("0", "-0.0", true),
    ])
  func halfUnit(value: String, literal: String, holds: Bool) throws {
    #expect(try TestProgram("expect \(value) is \(literal)").checks.map { $0.holds } == [holds])
    #expect(try TestProgram("\(value) #=> \(literal)").checks.map { $0.holds } == [holds])
  }

  @Test(
    "an exponent counts as written out",
    arguments: [
      ("0.0001234", "1.23e-4", true), ("0.0001236", "1.23e-4", false), ("12345", "1.2345e4", true),
      ("12345.4", "1.2345e4", true), ("12345.6", "1.2345e4", false), ("1249", "1.2e3", true),
      ("1251", "1.2e3", false), ("1e300", "1e300", true), ("1.4e300", "1e300", true),
      ("1.6e300", "1e300", false), ("5e-324", "5e-324", true), ("1e-7", "0e-6", true),
      ("1e-6", "0e-6", false),
    ])
  func exponents(value: String, literal: String, holds: Bool) throws {
    #expect(try TestProgram("expect \(value) is \(literal)").checks.map { $0.holds } == [holds])
  }

  @Test(
    "a tensor is compared element by element, each by its own decimals",
    arguments: [
      ("[1/3, 2/3]", "[0.3, 0.6667]", true), ("[1/3, 2/3]", "[0.3, 0.6666]", false),
      ("[[1/3], [2]]", "[[0.333], [2.0]]", true), ("[1, 2]", "[1, 2, 3]", false),
      ("[1, 2]", "1", false), ("[[1, 2]]", "[1, 2]", false), ("1", "[1]", false),
      ("[1, 2]", "[[1], [2, 3]]", false),
    ])
  func elements(value: String, literal: String, holds: Bool) throws {
    #expect(try TestProgram("expect \(value) is \(literal)").checks.map { $0.holds } == [holds])
  }

  @Test(
    "infinity and not-a-number are expected by name",
    arguments: [
      ("1/0", "inf", true), ("-1/0", "-inf", true), ("0/0", "nan", true), ("1/0", "-inf", false),
      ("1", "inf", false), ("1/0", "1e308", false), ("1", "nan", false), ("0/0", "1", false),
      ("[1/0, 1]", "[inf, 1]", true),
    ])
  func notFinite(value: String, literal: String, holds: Bool) throws {
    #expect(try TestProgram("expect \(value) is \(literal)").checks.map { $0.holds } == [holds])
  }

  @Test(
    "within is absolute and takes any expression",
    arguments: [
      ("1/3 is 1/3 within 0", true), ("99 is 100 within 1", true), ("98.9 is 100 within 1", false),
      ("[1, 2] is 1.5 within 0.5", true), ("[1, 2] is [1, 2.1] within 0.2 / 2 + 0.01", true),
      ("1/0 is 1/0 within 0", true), ("0/0 is 1 within 9", false),
    ])
  func within(check: String, holds: Bool) throws {
    #expect(try TestProgram("expect " + check).checks.map { $0.holds } == [holds])
  }

  @Test("fails requires an error, with the given text")
  func fails() throws {
    let program = try TestProgram(
      """
      v = [1, 2]
      expect v[2] fails
      expect v[2] fails "out of range"
      expect v[1] fails
      expect v[2] fails "@"
      f(x) = f(x)
      expect f(1) fails "64 deep"
      """)
    #expect(program.checks.map { $0.holds } == [true, true, false, false, true])
    guard case .didNotFail = program.checks[2].result,
      case .failedOtherwise(let message) = program.checks[3].result
    else {
      Issue.record("each failed check says why")
      return
    }
    #expect(message == "'[2]' is out of range: the shape is [2], counted from 0")
    #expect(try program.elements("v") == [1, 2])
  }

  @Test(
    "#=> checks the value of any statement that has one, after param w = 3 and L = w^2",
    arguments: [
      "a = L #=> 9", "param u = L #=> 9", "L #=> 9", "show L #=> 9", "forward L #=> 9",
      "backprop L #=> 9", "ask \"?\" L #=> 9", "descend L with sgd(0) for 2 steps #=> 9",
      "repeat 2 { L } #=> 9", "repeat 1 { L #=> 9\n }",
    ])
  func inline(statement: String) throws {
    let checks = try TestProgram("param w = 3; L = w^2\n" + statement).checks
    #expect(checks.map { $0.holds } == [true])
    #expect(checks.map { $0.isInline } == [true])
  }

  @Test("why has the gradient as its value")
  func why() throws {
    let checks = try TestProgram("param w = 3; L = w^2; backprop L\nwhy w #=> 6").checks
    #expect(checks.map { $0.holds } == [true])
  }

  @Test("#=> with nothing after it asks for its value")
  func missing() throws {
    let check = try #require(TestProgram("a = 1/3 #=>").checks.first)
    guard case .missing(let value) = check.result else {
      Issue.record("the check has no value yet")
      return
    }
    #expect(value.number == 1.0 / 3)
    #expect(!check.holds)
  }

  @Test("a failed check does not stop the run")
  func goesOn() throws {
    let program = try TestProgram("a = 1 #=> 2\nexpect a is 3\nb = a + 1 #=> 2")
    #expect(program.checks.map { $0.holds } == [false, false, true])
    #expect(program.checks.map { $0.place.line } == [1, 2, 3])
    #expect(program.checks.map { $0.expected } == ["2", "3", "2"])
  }
}
