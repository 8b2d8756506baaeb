/// The signals that concern the terminal during a conversation.
enum TerminalSignals {
  /// Signals that end the program: requests by others, and its own crashes.
  private static let ends = [
    SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT,
  ]

  static func watch() {
    for signal in ends {
      handle(signal) { signal in
        TerminalMode.leave()
        // If the previous action lets the program continue, it never uses the terminal again.
        signalState.pointee.isWanted = 0
        stopHandling(signal)
        raise(signal)
      }
    }
    handle(SIGTSTP, blocksAll: false) { TerminalSignals.stop($0) }
    handle(SIGCONT, keepsIgnored: false, blocksAll: false) { _ in TerminalSignals.goOn() }
    handle(SIGWINCH, keepsIgnored: false, blocksAll: false) { _ in
      let error = errno
      wakeUp()
      errno = error
    }
  }

  static func stopWatching() {
    for signal in ends + [SIGTSTP, SIGCONT, SIGWINCH] { stopHandling(signal) }
  }

  /// Ctrl-Z: restores the terminal, stops, and handles the signal again when the program continues.
  private static func stop(_ signal: Int32) {
    let error = errno
    TerminalMode.leave()
    var ours = sigaction()
    sigaction(signal, nil, &ours)
    stopHandling(signal)
    raise(signal)
    var set = sigset_t()
    var earlier = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, signal)
    // The program stops in this call, and SIGCONT is handled before it returns.
    pthread_sigmask(SIG_UNBLOCK, &set, &earlier)
    pthread_sigmask(SIG_SETMASK, &earlier, nil)
    sigaction(signal, &ours, nil)
    // The system does not stop the program if nobody could continue it.
    if signalState.pointee.isOn == 0 { goOn() }
    errno = error
  }

  /// Sets the mode again in the foreground; in the background, the wait for a key does so.
  private static func goOn() {
    let error = errno
    signalState.pointee.isOn = 0
    if TerminalMode.isBegun, tcgetpgrp(0) == getpgrp() { TerminalMode.enter() }
    wakeUp()
    errno = error
  }
}
