import Autodiff
import Text

/// Finds the paths by which one number affects another, with the derivative of each link.
///
/// The stops of a path are named quantities; everything between two of them is one link. If nothing between source and
/// target is named, every node is a stop. If there are many paths, those with the largest products are kept: the k largest
/// at a stop are among the extensions of the k largest at the previous stops.
struct PathSearch {
  /// An element of a tensor on a path.
  struct Stop: Hashable {
    let node: NodeID
    let offset: Int
  }

  /// n + 1 stops and the n derivatives between them, from the target backwards.
  struct Path {
    var stops: [Stop]
    var factors: [Double]
    var value: Double
  }

  struct Found {
    let paths: [Path]
    let count: Double
  }

  private(set) var workspace: Workspace
  private let source: NodeID
  private let target: NodeID
  private let most: Int
  private let stops: [NodeID]

  init(_ workspace: Workspace, from source: NodeID, to target: NodeID, keeping most: Int) {
    self.workspace = workspace
    self.source = source
    self.target = target
    self.most = most
    let graph = workspace.graph
    var between: Set<NodeID> = [source]
    for id in graph.ancestors(of: [target]) where graph[id].inputs.contains(where: between.contains)
    {
      between.insert(id)
    }
    let named = between.filter { id in
      if case .name = graph[id].label { return id != source && id != target }
      return false
    }
    stops = (named.isEmpty ? Array(between) : Array(named) + [source, target]).sorted(by: >)
  }

  /// Returns the paths from the target to one element of the source.
  mutating func run(endingAt offset: Int, _ place: Place) throws(Diagnostic) -> Found {
    let start = Stop(node: target, offset: 0)
    var paths: [Stop: [Path]] = [start: [Path(stops: [start], factors: [], value: 1)]]
    var counts: [Stop: Double] = [start: 1]
    var kept = 0.0
    for node in stops where node != source {
      let size = workspace.graph[node].shape.count
      let reached = (0..<size).map { Stop(node: node, offset: $0) }.filter { counts[$0] != nil }
      if reached.isEmpty { continue }
      let walked = 2 * Double(workspace.graph.count + stops.count)
      try workspace.spend(Work.stop + Work.visitedNode * walked, at: place)
      var links = try Links(of: node, to: Set(stops.filter { $0 < node }), &workspace, place)
      for stop in reached {
        let (before, count) = (paths[stop, default: []], counts[stop, default: 0])
        for (next, factor) in try links.derivatives(at: stop.offset, &workspace, place) {
          counts[next, default: 0] += count
          let extended = before.map { path in
            Path(
              stops: path.stops + [next], factors: path.factors + [factor],
              value: path.value * factor)
          }
          paths[next] = largest(paths[next, default: []] + extended)
          try workspace.spend(Work.link, at: place)
          kept += extended.reduce(16) { $0 + 16 + 3 * Double($1.stops.count) }
        }
        try workspace.reserve(kept, "the paths up to here take memory for")
      }
    }
    let end = Stop(node: source, offset: offset)
    return Found(paths: paths[end] ?? [], count: counts[end] ?? 0)
  }

  private func largest(_ paths: [Path]) -> [Path] {
    if paths.count <= most { return paths }
    return Array(paths.sorted { abs($0.value) > abs($1.value) }.prefix(most))
  }
}

/// The derivatives of one quantity's elements with respect to the nearest stops that it depends on.
private struct Links {
  private let node: NodeID
  private let shape: Shape
  private let seed: NodeID
  private let gradients: [(stop: NodeID, gradient: NodeID)]
  private let schedule: Schedule

  init(
    of node: NodeID, to stops: Set<NodeID>, _ workspace: inout Workspace, _ place: Place
  ) throws(Diagnostic) {
    self.node = node
    shape = workspace.graph[node].shape
    let shape = shape
    let first = workspace.graph.count
    let (seed, pass) = try workspace.add(at: place) { (graph) throws(Diagnostic) in
      let seed = graph.variable(Tensor(shape, repeating: 0))
      return (seed, graph.differentiate(node, by: stops, seed: seed, stoppingAt: stops))
    }
    self.seed = seed
    gradients = pass.gradients.filter { stops.contains($0.key) }
      .map { (stop: $0.key, gradient: $0.value) }.sorted { $0.stop > $1.stop }
    schedule = workspace.operations(from: first)
  }

  /// ∂(element at `offset`) / ∂(element of a stop), for each that it depends on.
  mutating func derivatives(
    at offset: Int, _ workspace: inout Workspace, _ place: Place
  ) throws(Diagnostic) -> [(PathSearch.Stop, Double)] {
    var unit = Tensor(shape, repeating: 0)
    unit[offset] = 1
    workspace.set(seed, to: unit)
    let read = gradients.reduce(unit.count) { $0 + workspace.graph[$1.gradient].shape.count }
    try workspace.spend(5 * Double(read), at: place)
    try workspace.recompute(schedule, at: place)
    return gradients.flatMap { stop, gradient in
      let values = workspace.value(gradient)
      return (0..<values.count)
        .filter { values[$0] != 0 || (values.shape == shape && $0 == offset) }
        .map { (PathSearch.Stop(node: stop, offset: $0), values[$0]) }
    }
  }
}
