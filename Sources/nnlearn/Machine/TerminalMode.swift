/// The terminal's mode during a conversation: keys arrive one by one and without echo.
///
/// However the program ends or stops, the original mode is restored.
enum TerminalMode {
  /// Whether there is a conversation.
  static var isBegun: Bool { signalState.pointee.isWanted != 0 }

  /// Begins a conversation and watches for Ctrl-C. Does nothing without a terminal.
  static func begin() {
    guard !isBegun, tcgetattr(0, &signalState.pointee.found) == 0 else { return }
    signalState.pointee.raw = raw(signalState.pointee.found)
    leaveAtExit
    makeSignalStack
    signalState.pointee.isWanted = 1
    Interruption.watch()
    TerminalSignals.watch()
    enter()
  }

  /// Ends the conversation and restores terminal and signals.
  static func end() {
    guard isBegun else { return }
    signalState.pointee.isWanted = 0
    withoutStopping { leave() }
    TerminalSignals.stopWatching()
    Interruption.stopWatching()
  }

  /// Sets the mode again after the program was stopped or in the background.
  static func renew() {
    if isBegun, signalState.pointee.isOn == 0 { enter() }
  }

  /// Sets the mode. The system stops a program in the background here. Handlers may call it.
  static func enter() {
    signalState.pointee.isOn = 1
    while tcsetattr(0, TCSANOW, &signalState.pointee.raw) != 0, errno == EINTR {}
    send("\u{1B}[?2004h")
  }

  /// Restores the original mode. Handlers may call it.
  static func leave() {
    guard signalState.pointee.isOn != 0 else { return }
    send("\u{1B}[?2004l")
    while tcsetattr(0, TCSANOW, &signalState.pointee.found) != 0, errno == EINTR {}
    signalState.pointee.isOn = 0
  }

  /// Returns the conversation's settings. Ctrl-C, Ctrl-Z and Ctrl-\ remain signals, and output processing is unchanged.
  private static func raw(_ found: termios) -> termios {
    var mode = found
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    mode.c_lflag |= tcflag_t(ISIG)
    mode.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP)
    withUnsafeMutableBytes(of: &mode.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    return mode
  }

  /// Writes a code at once, using only calls that handlers may make.
  private static func send(_ code: StaticString) {
    guard isatty(1) == 1 else { return }
    _ = write(1, code.utf8Start, code.utf8CodeUnitCount)
  }

  /// Runs `body` without the system stopping a program in the background for it.
  private static func withoutStopping(_ body: () -> Void) {
    var stops = sigset_t()
    var earlier = sigset_t()
    sigemptyset(&stops)
    sigaddset(&stops, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &stops, &earlier)
    body()
    pthread_sigmask(SIG_SETMASK, &earlier, nil)
  }

  private static let leaveAtExit: Void = {
    atexit { TerminalMode.end() }
  }()

  /// Gives handlers a separate stack, for when the normal one has overflowed.
  private static let makeSignalStack: Void = {
    var stack = stack_t()
    guard sigaltstack(nil, &stack) == 0, Int(stack.ss_flags) & Int(SS_DISABLE) != 0 else { return }
    let size = 1 << 16
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = numericCast(size)
    stack.ss_flags = 0
    sigaltstack(&stack, nil)
  }()
}
