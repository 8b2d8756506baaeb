/// The limits on the resources of a program, so that no lesson can hang a classroom.
package struct Limits: Sendable {
  /// Elements of one tensor.
  package var tensorElements = 1 << 22
  /// Elements of all tensors together, including temporary memory: 256 MB.
  package var totalElements = 1 << 25
  /// Numbers in all loaded data sets: 512 MB.
  package var dataElements = 1 << 26
  package var nodes = 200_000
  /// Units of work, each about a nanosecond on an ordinary machine: about ten seconds. Work is estimated from sizes
  /// and counts, not measured, so that a program gives the same result on every machine.
  package var work = 1e10
  package var steps = 1_000_000
  /// Nested calls of functions.
  package var calls = 64

  package init() {}
}

/// The progress of a running loop, descent or training.
struct Progress: Sendable {
  enum Unit: String, Sendable {
    case round, step, epoch
  }

  let unit: Unit
  var number = 0
}

/// The cost of everything except the arithmetic of a graph, in units of work, measured with a release build.
enum Work {
  /// A statement or a round of a loop, without its contents; and each byte of the statement.
  static let statement = 1_000.0
  static let byte = 20.0
  /// A call of a user-defined function.
  static let call = 500.0
  /// A new node: checked, labelled and stored.
  static let newNode = 1_000.0
  /// A node that is visited in a walk over the graph, and one that is copied with the whole graph.
  static let visitedNode = 3.0
  static let scheduledNode = 400.0
  static let copiedNode = 60.0
  /// The update of a parameter by a step that is not compiled, without its nodes.
  static let update = 3_000.0
  /// A value that a statement records in a name's history, or that a plot draws.
  static let record = 150.0
  /// A step of a compiled descent, each of its nodes, and each value that it records in a history or in its table.
  static let compiledStep = 100.0
  static let compiledNode = 12.0
  static let compiledRecord = 10.0
  /// The compilation of a node.
  static let compilation = 5_000.0
  /// A mistake that is tried, without the computation of what it changes.
  static let mistake = 20_000.0
  /// A plot in characters.
  static let plot = 2e6
  /// The report of a failed check.
  static let failedCheck = 50_000.0
  /// A stop on a path in the graph, and a link from it.
  static let stop = 20_000.0
  static let link = 6_000.0
  /// A step of a loop that keeps all of its rounds.
  static let keptStep = 300_000.0
  /// A number of a value that is written out for a program to read.
  static let writtenElement = 100.0
  static let mostWrittenElements = 100_000
}
