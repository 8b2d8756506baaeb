/// Why a command could not do its work: what the user reads and the status the program ends with.
struct CommandFailure: Error, Equatable {
  /// One sentence without a final period, safe to print: foreign text in it is `quoted`.
  let message: String
  let exitCode: ExitCode
}
