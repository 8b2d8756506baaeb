/// The statuses that `nnlearn` ends with; the numbers from 64 on are those of `sysexits.h`.
enum ExitCode: Int32, Sendable {
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
