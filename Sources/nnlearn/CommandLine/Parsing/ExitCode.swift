import Text

/// The statuses that `nnlearn` ends with; the numbers from 64 on are those of `sysexits.h`.
enum ExitCode: Int32, CaseIterable, Sendable {
  /// Everything asked for was done.
  case success = 0
  /// An expectation of a lesson does not hold.
  case checkFailed = 1
  /// Training left the finite numbers.
  case trainingDiverged = 3
  /// The command line cannot be understood.
  case wrongCall = 64
  /// The input was read but is not what it should be.
  case badData = 65
  /// The input is not there or may not be read.
  case noInput = 66
  /// `nnlearn` itself is wrong.
  case bug = 70
  /// The output could not be written.
  case cannotWrite = 74
  /// The user pressed Ctrl-C.
  case interrupted = 130
}

extension Diagnostic {
  /// The status of a program that it ends.
  var exitCode: ExitCode {
    switch kind {
    case .invalid, .incomplete: .badData
    case .usage: .wrongCall
    case .missing: .noInput
    case .unwritable: .cannotWrite
    case .diverged: .trainingDiverged
    case .defect: .bug
    }
  }

  /// What is written on standard error. A message with a place begins with its file and needs no `Error:` before it.
  var report: String { (place == nil ? "Error: " : "") + message.escaped + "\n" }

  /// Runs `body`; an error has a capital at its start, as messages of the command have.
  static func capitalized<Value>(
    _ kind: Kind = .invalid, _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try body() } catch {
      throw Diagnostic(kind, error.message.sentence)
    }
  }

  /// An unknown name of some `noun` on the command line, with the nearest known one.
  static func unknown(_ noun: String, _ name: String, among known: [String]) -> Diagnostic {
    let suggestion = NearestName.suggestion(for: name, among: known)
    let hint = suggestion.map { ". Did you mean \($0.quoted)?" } ?? ""
    return Diagnostic(.usage, "Unknown \(noun) \(name.quoted)\(hint)")
  }
}

extension String {
  /// With a capital at its start.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}
