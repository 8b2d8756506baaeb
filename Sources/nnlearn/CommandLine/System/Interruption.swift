#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Ctrl-C as a question that a computation asks now and then, in the place of the program's end.
enum Interruption {
  /// Whether Ctrl-C was pressed since the last `clear()`.
  static var isPending: Bool { signalState.pointee.isInterrupted != 0 }

  static func clear() { signalState.pointee.isInterrupted = 0 }

  /// From now on Ctrl-C only leaves its mark. A second call changes nothing.
  static func watch() {
    guard !isWatching else { return }
    isWatching = true
    handle(SIGINT, keepsIgnored: false, blocksAll: false) { _ in
      let error = errno
      signalState.pointee.isInterrupted = 1
      wakeUp()
      errno = error
    }
  }

  /// From now on Ctrl-C does again what it did before `watch()`.
  static func stopWatching() {
    guard isWatching else { return }
    isWatching = false
    stopHandling(SIGINT)
  }

  /// Sound without a lock: the terminal is served by one thread, and no handler looks at it.
  private nonisolated(unsafe) static var isWatching = false
}
