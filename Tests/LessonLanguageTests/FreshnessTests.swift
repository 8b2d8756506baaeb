import Autodiff
import TestSupport
import Testing
import Text

@testable import LessonLanguage

/// A workspace with a record of the versions of the variables from which each value was computed.
private struct Recorded {
  private(set) var workspace = Workspace(limits: Limits())
  private(set) var nodes: [NodeID] = []
  private(set) var variables: [NodeID] = []
  private var versions: [NodeID: Int] = [:]
  /// For each node the oldest version of each variable that its value holds.
  private var origins: [NodeID: [NodeID: Int]] = [:]
  private let place = Place(line: 1, column: 1, length: 1)

  mutating func addVariable() throws {
    let node = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.variable(Tensor(1))
    }
    nodes.append(node)
    variables.append(node)
    versions[node] = 0
  }

  mutating func addSum(_ a: NodeID, _ b: NodeID) throws {
    nodes.append(try workspace.apply(.add, [a, b], at: place))
    note(nodes.last!)
  }

  mutating func set(_ variable: NodeID, to value: Double) {
    if workspace.value(variable).number != value { versions[variable, default: 0] += 1 }
    workspace.set(variable, to: Tensor(value))
  }

  /// Recomputes a node, alone or with everything that it depends on.
  mutating func recompute(_ node: NodeID, alone: Bool) throws {
    let schedule =
      alone ? workspace.graph.schedule([node]) : workspace.operations(behind: node)
    try workspace.recompute(schedule, at: place)
    for id in schedule.nodes { note(id) }
  }

  private mutating func note(_ id: NodeID) {
    var oldest: [NodeID: Int] = [:]
    for input in workspace.graph[id].inputs {
      let behind =
        workspace.graph[input].isVariable ? [input: versions[input]!] : origins[input] ?? [:]
      oldest.merge(behind) { min($0, $1) }
    }
    origins[id] = oldest
  }

  func isStale(_ id: NodeID) -> Bool {
    origins[id]?.contains { versions[$0.key] != $0.value } ?? false
  }
}

@Suite("Which values are stale")
struct FreshnessTests {
  @Test("a value is stale exactly if a variable that it depends on has changed", arguments: 0..<60)
  func random(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    var recorded = Recorded()
    try recorded.addVariable()
    for _ in 0..<150 {
      let node = recorded.nodes[below(recorded.nodes.count)]
      switch below(8) {
      case 0: try recorded.addVariable()
      case 1, 2, 3:
        try recorded.addSum(node, recorded.nodes[below(recorded.nodes.count)])
      case 4, 5:
        let variable = recorded.variables[below(recorded.variables.count)]
        recorded.set(variable, to: Double(below(3)))
      case 6: try recorded.recompute(node, alone: true)
      default: try recorded.recompute(node, alone: false)
      }
      for node in recorded.nodes {
        #expect(recorded.workspace.isStale(node) == recorded.isStale(node))
      }
    }
  }

  @Test("losses with parameters of their own do not make one another stale")
  func apart() throws {
    var program = try TestProgram(
      """
      param a = 2; param b = 3
      A = a^2; B = b^2
      descend A with sgd(rate = 0.1) for 3 steps
      descend B with sgd(rate = 0.1) for 3 steps
      """)
    for name in ["A", "B", "min([A, B])", "A + B"] { #expect(try program.notes(name) == []) }
    try program.run("backprop A; step sgd(rate = 0.1)")
    #expect(try program.notes("B") == [])
    for name in ["A", "min([A, B])"] { #expect(try program.notes(name) == [.stale]) }
  }

  @Test("a step without any change makes no value stale")
  func still() throws {
    let program = try TestProgram("param w = 3; L = w^2; backprop L; step sgd(rate = 0)")
    #expect(try program.notes("L") == [])
  }

  @Test("rounds of a loop that grows a sum stay cheap: each use is passed once for each change")
  func linear() throws {
    let program = try TestProgram(
      """
      param u = 1; param w = 1; W = 2 * w
      s = u
      repeat 5000 { s = s + u; backprop W; step sgd(rate = 0.1) }
      """)
    #expect(try program.notes("s") == [])
    #expect(try program.notes("W") == [.stale])
  }
}
