import Learning
import Text

/// A file with the results of an experiment: a line for the experiment, then one for each run, added as soon as the run ends.
///
/// Lines are added whole and synced to disk. A last line without its end, which a kill or a full disk has left, is dropped.
final class ExperimentFile {
  private let path: String
  private let descriptor: Int32
  let experiment: Experiment
  private(set) var runs: [ExperimentRun] = []

  /// Opens a file to go on with an experiment, or begins it. Throws if the file is another experiment's.
  init(_ path: String, of experiment: Experiment) throws(Diagnostic) {
    self.path = path
    self.experiment = experiment
    try OutputFile.check(path)
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw Self.unwritable(path) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(.unwritable, "Cannot write \(path.quoted): it is not a regular file")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw Diagnostic(.unwritable, "\(path.quoted) is being written by another run")
    }
    let bytes = try InputFile(path: path, limit: InputFile.dataLimit).bytes
    let start = Array((experiment.line + "\n").utf8)
    if start.starts(with: bytes) {
      // New, or the first line is torn.
      try truncate(to: 0)
      try append(start)
      return
    }
    let contents = try ExperimentContents(path, bytes)
    if let mismatch = contents.experiment.mismatch(experiment) {
      throw Diagnostic(
        .usage, "\(path.quoted) \(mismatch); name another file with --experiments")
    }
    runs = contents.runs
    if contents.length < bytes.count { try truncate(to: contents.length) }
  }

  deinit { close(descriptor) }

  func add(_ run: ExperimentRun) throws(Diagnostic) {
    try append(Array((run.line + "\n").utf8))
    runs.append(run)
  }

  private func append(_ bytes: [UInt8]) throws(Diagnostic) {
    do throws(SystemError) {
      try FileDescriptor(number: descriptor).writeAll(bytes)
      _ = try retryingWhenInterrupted { fsync(descriptor) }
    } catch {
      throw Diagnostic(.unwritable, "Cannot write \(path.quoted): \(error.explanation)")
    }
  }

  private func truncate(to length: Int) throws(Diagnostic) {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.unwritable(path) }
  }

  private static func unwritable(_ path: String) -> Diagnostic {
    Diagnostic(.unwritable, "Cannot write \(path.quoted): \(SystemError.latest.explanation)")
  }
}

/// The contents of a file of experiments.
struct ExperimentContents {
  let experiment: Experiment
  private(set) var runs: [ExperimentRun] = []
  /// The number of bytes in whole lines.
  let length: Int

  /// Whether a file begins as one of experiments does.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array("{\"event\":\"experiment\"".utf8))
  }

  /// Reads the lines of a file; an error names the line.
  init(_ path: String, _ bytes: [UInt8]) throws(Diagnostic) {
    let newline = UInt8(ascii: "\n")
    length = bytes.lastIndex(of: newline).map { $0 + 1 } ?? 0
    let lines = bytes[..<length].split(separator: newline, omittingEmptySubsequences: false)
      .dropLast()
    guard let first = lines.first, Self.begins(bytes) else {
      throw Diagnostic("\(path.quoted) is not a file of experiments")
    }
    experiment = try Diagnostic.about("\(path.escaped): line 1", Experiment(line: Array(first)))
    var known: Set<[String]> = []
    for (index, line) in lines.enumerated().dropFirst() {
      let run = try Diagnostic.about(
        "\(path.escaped): line \(index + 1)",
        ExperimentRun(line: Array(line), settings: experiment.tried.count))
      guard known.insert(run.identity).inserted else {
        throw Diagnostic("\(path.escaped): line \(index + 1): the run is there before")
      }
      runs.append(run)
    }
  }
}
