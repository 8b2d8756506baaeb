/// What the signal handlers share with the rest of the program.
struct SignalState {
  /// Set by SIGINT.
  var isInterrupted: sig_atomic_t = 0
  /// Whether a conversation goes on.
  var isWanted: sig_atomic_t = 0
  /// Whether the terminal is in the conversation's mode now.
  var isOn: sig_atomic_t = 0
  /// How the terminal was found, and how the conversation has it.
  var found = termios()
  var raw = termios()
  /// The pipe that a handler writes to, so that whoever waits for a key wakes up.
  var wakeUp: (read: Int32, write: Int32) = (-1, -1)
  /// The actions that were there before, by the number of the signal.
  var earlier: UnsafeMutablePointer<sigaction>
}

/// The only instance.
///
/// It is sound that handlers and the program share it without a lock: it is made before the first
/// handler is put in place, it is reached through a constant pointer so that no access is tracked,
/// and what changes while handlers are in place are only flags of a type that is stored and loaded
/// whole. Everything else is set before `isOn` says that it may be used.
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

/// Puts a handler in place without SA_RESTART, so that a call that waits returns.
///
/// - Parameters:
///   - keepsIgnored: leaves a signal alone that the program was started to ignore (`nohup`).
///   - blocksAll: lets no other signal in while the handler runs.
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
  // Whoever started the program may have had the signal blocked, and blocks are inherited.
  var handled = sigset_t()
  sigemptyset(&handled)
  sigaddset(&handled, signal)
  pthread_sigmask(SIG_UNBLOCK, &handled, nil)
}

/// Puts the action back that `handle` replaced. Handlers may call it.
func stopHandling(_ signal: Int32) {
  sigaction(signal, &signalState.pointee.earlier[Int(signal)], nil)
}

/// Wakes up whoever waits for a key. Handlers may call it.
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
