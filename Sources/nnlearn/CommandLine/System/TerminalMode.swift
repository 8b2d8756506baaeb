#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// What signal handlers read and write: machine words that are set before the handlers are installed, touched by one
// thread and by handlers that interrupt it, and never half written.
private nonisolated(unsafe) var isInterrupted: sig_atomic_t = 0
private nonisolated(unsafe) var isOn: sig_atomic_t = 0
private nonisolated(unsafe) var found = termios()
private nonisolated(unsafe) var wanted = termios()

/// Ctrl-C, noticed where it is convenient: between two stages of a computation, or while a line is typed.
enum Interruption {
  static var isPending: Bool { isInterrupted != 0 }

  static func clear() { isInterrupted = 0 }

  /// From here on Ctrl-C is only noted.
  static func watch() {
    clear()
    install(SIGINT, flags: 0) { _ in isInterrupted = 1 }
  }
}

/// The terminal while keys act at once: no echo, no waiting for the end of a line. Whatever ends the program, the
/// terminal is left as it was found.
enum TerminalMode {
  static func begin() {
    guard isOn == 0, tcgetattr(STDIN_FILENO, &found) == 0 else { return }
    wanted = found
    wanted.c_lflag &= ~tcflag_t(ICANON | ECHO)
    wanted.c_iflag &= ~tcflag_t(ICRNL | IXON)
    watchSignals()
    atexit { restore() }
    switchOn()
  }

  static func end() { restore() }

  private static func watchSignals() {
    Interruption.watch()
    install(SIGWINCH, flags: 0) { _ in }
    // What ends the program, by its default action once the terminal is restored.
    for signal in [
      SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT,
    ] {
      install(signal, flags: Int32(SA_NODEFER) | Int32(truncatingIfNeeded: SA_RESETHAND)) {
        number in
        restore()
        raise(number)
      }
    }
    install(SIGTSTP, flags: Int32(truncatingIfNeeded: SA_NODEFER)) { _ in stop() }
  }
}

/// Stops the program as Ctrl-Z does, with the terminal as it was found, and takes it again when it goes on.
private func stop() {
  restore()
  signal(SIGTSTP, SIG_DFL)
  raise(SIGTSTP)
  install(SIGTSTP, flags: Int32(truncatingIfNeeded: SA_NODEFER)) { _ in stop() }
  switchOn()
}

private func switchOn() {
  isOn = 1
  tcsetattr(STDIN_FILENO, TCSADRAIN, &wanted)
  markPastes(UInt8(ascii: "h"))
}

private func restore() {
  guard isOn != 0 else { return }
  isOn = 0
  tcsetattr(STDIN_FILENO, TCSADRAIN, &found)
  markPastes(UInt8(ascii: "l"))
}

/// ESC [ ? 2004 h or l: whether pasted text is marked. Only what a signal handler may call.
private func markPastes(_ last: UInt8) {
  var bytes: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (
    0x1B, 0x5B, 0x3F, 0x32, 0x30, 0x30, 0x34, last
  )
  _ = write(STDOUT_FILENO, &bytes, 8)
}

/// Lets a handler see a signal; a blocked read returns.
private func install(_ number: Int32, flags: Int32, _ handler: @convention(c) (Int32) -> Void) {
  var action = sigaction()
  #if canImport(Darwin)
    action.__sigaction_u.__sa_handler = handler
  #elseif canImport(Musl)
    action.__sa_handler.sa_handler = handler
  #else
    action.__sigaction_handler.sa_handler = handler
  #endif
  action.sa_flags = flags
  sigemptyset(&action.sa_mask)
  sigaction(number, &action, nil)
}

extension FileDescriptor {
  /// What waiting for input came to.
  enum Readiness {
    case ready, quiet, interrupted
  }

  /// Waits until something can be read, a signal comes, or the time is over.
  func wait(milliseconds: Int32) -> Readiness {
    var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    let result = poll(&waiting, 1, milliseconds)
    return result > 0 ? .ready : result == 0 ? .quiet : .interrupted
  }

  /// The rows of the terminal behind the descriptor, if it has one and knows.
  var rows: Int? {
    var size = winsize()
    guard ioctl(number, numericCast(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }
}
