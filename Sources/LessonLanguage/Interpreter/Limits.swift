/// What a program may use at most, so that no lesson can hang a classroom.
package struct Limits: Sendable {
  /// Elements of one tensor.
  package var tensorElements = 1 << 22
  /// Elements of all tensors together, with what a computation takes beside them: 256 MB.
  package var totalElements = 1 << 25
  /// Numbers of all data sets that are loaded: 512 MB.
  package var dataElements = 1 << 26
  package var nodes = 200_000
  /// Units of work, each about a nanosecond of an ordinary machine: about ten seconds. Estimated from sizes and
  /// counts, never measured, so that a program gives the same result on every machine.
  package var work = 1e10
  package var steps = 1_000_000
  /// Calls of functions inside one another.
  package var calls = 64

  package init() {}
}

/// A loop, a descent or a training that is under way, and how far it has come.
struct Progress: Sendable {
  enum Unit: String, Sendable {
    case round, step, epoch
  }

  let unit: Unit
  var number = 0
}

/// What is done beside the arithmetic of a graph, in units of work: the times of a release build.
enum Work {
  /// A statement, or a round of a loop, whatever stands in it; and each byte of the statement.
  static let statement = 1_000.0
  static let byte = 20.0
  /// A call of a function of the program.
  static let call = 500.0
  /// A node that is new: checked, labelled and kept.
  static let newNode = 1_000.0
  /// A node that is looked up in a walk over the graph, and one that is copied with the whole of it.
  static let visitedNode = 3.0
  static let scheduledNode = 400.0
  static let copiedNode = 60.0
  /// The update of a parameter by a step that is not compiled, beside its nodes.
  static let update = 3_000.0
  /// A value that a statement notes in a name's history, or that a plot draws.
  static let record = 150.0
  /// A step of a compiled descent, each of its nodes, and each value that it notes in a history or in its table.
  static let compiledStep = 100.0
  static let compiledNode = 12.0
  static let compiledRecord = 10.0
  /// A node that is compiled.
  static let compilation = 5_000.0
  /// A drawing in characters.
  static let plot = 2e6
  /// A check that failed and has to be told.
  static let failedCheck = 50_000.0
  /// A stop of a path in the graph, and a link from it.
  static let stop = 20_000.0
  static let link = 6_000.0
  /// A step of a loop whose rounds are all kept.
  static let keptStep = 300_000.0
  /// A number of a value that is written out, where a program reads the output.
  static let writtenElement = 100.0
  static let mostWrittenElements = 100_000
}
