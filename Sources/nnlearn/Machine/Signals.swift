/// The state that signal handlers share with the rest of the program.
struct SignalState {
  /// Set by SIGINT.
  var isInterrupted: sig_atomic_t = 0
  /// Whether there is a conversation.
  var isWanted: sig_atomic_t = 0
  /// Whether the terminal is currently in the conversation's mode.
  var isOn: sig_atomic_t = 0
  /// The terminal's original settings, and the conversation's.
  var found = termios()
  var raw = termios()
  /// The pipe to which a handler writes, to wake a wait for a key.
  var wakeUp: (read: Int32, write: Int32) = (-1, -1)
  /// The previous actions, by signal number.
  var earlier: UnsafeMutablePointer<sigaction>
}

/// The only instance.
///
/// Handlers and the program can share it without a lock: it is created before the first handler is installed, it is accessed
/// through a constant pointer, so that no access is tracked, and only flags of an atomic type change while handlers are
/// installed. Everything else is set before `isOn` allows its use.
nonisolated(unsafe) let signalState: UnsafeMutablePointer<SignalState> = {
  let earlier = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
  earlier.initialize(repeating: sigaction(), count: 65)
  let state = UnsafeMutablePointer<SignalState>.allocate(capacity: 1)
  state.initialize(to: SignalState(earlier: earlier))
  var ends: (Int32, Int32) = (-1, -1)
  withUnsafeMutableBytes(of: &ends) {
    _ = pipe($0.baseAddress!.assumingMemoryBound(to: Int32.self))
  }
  for end in [ends.0, ends.1] where end >= 0 {
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
    _ = fcntl(end, F_SETFD, FD_CLOEXEC)
  }
  state.pointee.wakeUp = (read: ends.0, write: ends.1)
  return state
}()

typealias SignalHandler = @convention(c) (Int32) -> Void

/// Installs a handler without SA_RESTART, so that blocking calls return.
///
/// - Parameters:
///   - keepsIgnored: whether a signal stays ignored if it was ignored when the program started (`nohup`).
///   - blocksAll: whether all other signals are blocked while the handler runs.
func handle(
  _ signal: Int32, keepsIgnored: Bool = true, blocksAll: Bool = true, with handler: SignalHandler
) {
  var action = sigaction()
  #if canImport(Darwin)
    action.__sigaction_u.__sa_handler = handler
  #elseif canImport(Musl)
    action.__sa_handler.sa_handler = handler
  #else
    action.__sigaction_handler.sa_handler = handler
  #endif
  if blocksAll { sigfillset(&action.sa_mask) } else { sigemptyset(&action.sa_mask) }
  action.sa_flags = numericCast(SA_ONSTACK)
  sigaction(signal, nil, &signalState.pointee.earlier[Int(signal)])
  if keepsIgnored, isIgnored(signalState.pointee.earlier[Int(signal)]) { return }
  sigaction(signal, &action, nil)
  // The signal may be blocked, because signal masks are inherited.
  var handled = sigset_t()
  sigemptyset(&handled)
  sigaddset(&handled, signal)
  pthread_sigmask(SIG_UNBLOCK, &handled, nil)
}

/// Restores the action that `handle` replaced. Handlers may call it.
func stopHandling(_ signal: Int32) {
  sigaction(signal, &signalState.pointee.earlier[Int(signal)], nil)
}

/// Wakes a wait for a key. Handlers may call it.
func wakeUp() {
  var byte: UInt8 = 0
  _ = write(signalState.pointee.wakeUp.write, &byte, 1)
}

private func isIgnored(_ action: sigaction) -> Bool {
  #if canImport(Darwin)
    let handler = action.__sigaction_u.__sa_handler
  #elseif canImport(Musl)
    let handler = action.__sa_handler.sa_handler
  #else
    let handler = action.__sigaction_handler.sa_handler
  #endif
  return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
}

/// Makes Ctrl-C a flag that computations check, instead of ending the program.
enum Interruption {
  /// Whether Ctrl-C was pressed since the last `clear()`.
  static var isPending: Bool { signalState.pointee.isInterrupted != 0 }

  static func clear() { signalState.pointee.isInterrupted = 0 }

  /// Makes Ctrl-C set the flag. A second call has no effect.
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

  /// Restores the effect of Ctrl-C before `watch()`.
  static func stopWatching() {
    guard isWatching else { return }
    isWatching = false
    stopHandling(SIGINT)
  }

  /// Needs no lock, because only one thread serves the terminal and no handler reads it.
  private nonisolated(unsafe) static var isWatching = false
}
