import Learning
import Text

/// Why a command could not do its work: what the user reads and the status the program ends with.
struct CommandFailure: Error, Equatable {
  /// One sentence without a final period; foreign text in it is `quoted`.
  let message: String
  let exitCode: ExitCode
  /// The message begins with the place of the mistake in a file and needs no `Error:` before it.
  var isPlaced = false

  /// What is written on standard error.
  var report: String { (isPlaced ? "" : "Error: ") + message.escaped + "\n" }
}
