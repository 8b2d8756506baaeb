import Text

/// The exit statuses of `nnlearn`; those from 64 are from `sysexits.h`.
enum ExitCode: Int32, CaseIterable, Sendable {
  /// Everything succeeded.
  case success = 0
  /// An expectation of a lesson does not hold.
  case checkFailed = 1
  /// Training produced a number that is not finite.
  case trainingDiverged = 3
  /// The command line is invalid.
  case wrongCall = 64
  /// The input was read but is invalid.
  case badData = 65
  /// The input does not exist or cannot be read.
  case noInput = 66
  /// `nnlearn` has a bug.
  case bug = 70
  /// The output could not be written.
  case cannotWrite = 74
  /// The user pressed Ctrl-C.
  case interrupted = 130
}

extension Diagnostic {
  /// The exit status for the error.
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

  /// The text for standard error. A message with a place begins with its file and needs no `Error:`.
  var report: String { (place == nil ? "Error: " : "") + message.escaped + "\n" }

  /// Runs `body`; an error is capitalized, as messages of the command are.
  static func capitalized<Value>(
    _ kind: Kind = .invalid, _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try body() } catch {
      throw Diagnostic(kind, error.message.sentence)
    }
  }

  /// Returns the error for an unknown name of a `noun` on the command line, with the nearest known one.
  static func unknown(_ noun: String, _ name: String, among known: [String]) -> Diagnostic {
    let suggestion = NearestName.suggestion(for: name, among: known)
    let hint = suggestion.map { ". Did you mean \($0.quoted)?" } ?? ""
    return Diagnostic(.usage, "Unknown \(noun) \(name.quoted)\(hint)")
  }
}

extension String {
  /// The text with its first letter capitalized.
  var sentence: String { prefix(1).uppercased() + dropFirst() }
}
