import Foundation
import Learning
import LessonLanguage
import Testing
import Text

@Suite("Long descents")
struct LongDescentTests {
  /// Matt Mazur's 2-2-2 network, with matrices.
  private static let network = """
    x = [0.05, 0.10]
    y = [0.01, 0.99]
    param W = [[0.15, 0.20], [0.25, 0.30]]
    param V = [[0.40, 0.45], [0.50, 0.55]]
    h = sigmoid(W @ x + 0.35)
    o = sigmoid(V @ h + 0.60)
    E = 1/2 * sum((y - o)^2)

    """

  private static let names = ["W", "V", "h", "o", "E"]

  /// A program and its last descent.
  private struct Descended {
    var program: TestProgram
    var rows: [[Double]] = []
    var steps = 0
    var failure: Diagnostic?

    /// Runs the descent, `atOnce` steps at a time; `before` sees the run each time before them.
    init(
      _ text: String, _ statement: String, atOnce: Int, limits: Limits = Limits(),
      before: (Session, StatementRun) throws -> Void = { _, _ in }
    ) throws {
      program = try TestProgram(text, limits: limits)
      var run = StatementRun(try #require(try Parser.statements(of: statement).first))
      var session = program.session
      while !run.isDone {
        try before(session, run)
        try session.advance(&run, descentSteps: atOnce)
      }
      program = TestProgram(session)
      let step = try #require(run.step)
      guard case .descent(let descent) = step.outcome else { return }
      rows = descent.rows.map { [Double($0.step)] + $0.values }
      steps = descent.steps
      failure = step.failure
    }

    /// The points in the plots of some names.
    func points(_ names: [String]) throws -> [[Plot.Point]] {
      try names.flatMap { name -> [[Plot.Point]] in
        var copy = program
        guard case .plot(let plot)? = try copy.run("plot " + name)?.outcome else { return [] }
        return plot.series.map { $0.points }
      }
    }
  }

  @Test("a million steps match the closed form: at the end, in every row, and in the plot")
  func million() throws {
    // L = ½ · w² has w_k = w_0 · (1 − η)ᵏ.
    func weight(_ step: Double) -> Double { 8 * exp(step * log1p(-1e-6)) }
    func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * abs(b) }
    let run = try Descended(
      "param w = 8\nL = 1/2 * w^2\n", "descend L with sgd(rate = 0.000001) for 1000000 steps",
      atOnce: 1000)
    #expect(run.steps == 1_000_000)
    #expect(run.rows.count == 333_333)
    #expect(run.rows.indices.dropLast().allSatisfy { run.rows[$0][0] == Double($0) })
    #expect(run.rows.last?[0] == 1_000_000)
    #expect(
      run.rows.allSatisfy {
        let w = weight($0[0])
        return isNear($0[1], w) && isNear($0[2], w * w / 2) && isNear($0[3], w)
      })
    #expect(isNear(try run.program.number("w"), weight(1_000_000)))
    let points = try #require(try run.points(["w"]).first)
    #expect((10_000...20_000).contains(points.count))
    #expect(points.allSatisfy { isNear($0.y, weight($0.x)) })
    #expect(points.last.map { $0.x > 999_900 } == true)
  }

  @Test("ten thousand steps of a network at once have the same bits as single steps")
  func network() throws {
    let statement = "descend E with sgd(rate = 0.5) for 10000 steps"
    let fast = try Descended(Self.network, statement, atOnce: 1000)
    let slow = try Descended(Self.network, statement, atOnce: 1)
    #expect(fast.rows.count == 10_001)
    #expect(fast.rows == slow.rows)
    for name in Self.names {
      #expect(try fast.program.elements(name) == slow.program.elements(name))
    }
    #expect(try fast.points(Self.names) == slow.points(Self.names))
    #expect(try fast.points(Self.names).allSatisfy { $0.count == 10_001 })
  }

  @Test(
    "a run and its middle are the same for every optimizer and any number of steps at once",
    arguments: UpdateRule.names)
  func together(optimizer: String) throws {
    let statement = "descend E with \(optimizer)(rate = 0.05) for 150 steps"
    let next = "step \(optimizer)(rate = 0.05)"
    var middle: TestProgram?
    let slow = try Descended(Self.network, statement, atOnce: 1) { session, run in
      guard run.descentSteps == 70, middle == nil else { return }
      var session = session
      try session.settle(run)
      middle = TestProgram(session)
    }
    for count in [7, 64, 1000] {
      let fast = try Descended(Self.network, statement, atOnce: count)
      #expect(fast.rows == slow.rows)
      #expect(try fast.points(Self.names) == slow.points(Self.names))
      var (a, b) = (fast.program, slow.program)
      try a.run(next)
      try b.run(next)
      for name in Self.names { #expect(try a.elements(name) == b.elements(name)) }
    }
    var short = try TestProgram(
      Self.network + "descend E with \(optimizer)(rate = 0.05) for 70 steps")
    var stopped = try #require(middle)
    let loop = try TestProgram(
      Self.network + "repeat 70 { backprop E; \(next) }\nbackprop E")
    for name in Self.names + ["grad(W)"] {
      #expect(try stopped.elements(name) == loop.elements(name))
      #expect(try short.elements(name) == loop.elements(name))
    }
    try stopped.run(next)
    try short.run(next)
    #expect(try stopped.elements("W") == short.elements("W"))
  }

  @Test("a loss that settles, or exhausted work, ends both at the same step")
  func ends() throws {
    var limits = Limits()
    limits.work = 2e6
    for (statement, limits) in [
      ("descend E with sgd(rate = 0.5) until change < 1e-5", Limits()),
      ("descend E with momentum(rate = 0.5) for 100000 steps", limits),
    ] {
      let fast = try Descended(Self.network, statement, atOnce: 1000, limits: limits)
      let slow = try Descended(Self.network, statement, atOnce: 1, limits: limits)
      #expect(fast.steps > 100 && fast.steps < 10_000)
      #expect(fast.steps == slow.steps)
      #expect(fast.failure == slow.failure)
      #expect(fast.rows == slow.rows)
    }
  }
}
