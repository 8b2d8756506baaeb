/// The keys that come from the terminal.
final class KeyInput {
  enum Event: Equatable {
    case stroke(Stroke)
    /// Ctrl-C; what had come before it is given up.
    case interrupted
    /// The window may have changed or the program was stopped: what is shown must be shown again.
    case disturbed
    case closed
  }

  /// The keyboard. It is one for all who read keys, since keys that came early wait in it.
  /// Sound without a lock: the terminal is served by one thread.
  nonisolated(unsafe) static let standard = KeyInput()

  private var decoder = KeyDecoder()
  private var strokes: [Stroke] = []
  private var next = 0
  private var isClosed = false

  /// Whether `event()` has to wait.
  var isEmpty: Bool { next == strokes.count }

  /// The next key, waited for if need be.
  func event() -> Event {
    while true {
      if let urgent = interruption { return urgent }
      if next < strokes.count {
        next += 1
        return .stroke(strokes[next - 1])
      }
      if let event = wait() { return event }
    }
  }

  /// The next key that was pressed. What was pasted stays for `event()`.
  func pressed() -> Event {
    while true {
      if let urgent = interruption { return urgent }
      if let place = strokes[next...].firstIndex(where: { !$0.isPasted }) {
        return .stroke(strokes.remove(at: place))
      }
      if let event = wait() { return event }
    }
  }

  private var interruption: Event? {
    guard Interruption.isPending else { return nil }
    Interruption.clear()
    forget()
    return .interrupted
  }

  /// Reads what comes next. Nothing is returned where that were keys.
  private func wait() -> Event? {
    if isClosed { return .closed }
    if next == strokes.count { forgetRead() }
    TerminalMode.renew()
    switch TerminalInput.next(milliseconds: decoder.patience) {
    case .bytes(let bytes): strokes += decoder.feed(bytes)
    case .silence: strokes += decoder.giveUp()
    case .signal: return Interruption.isPending ? nil : .disturbed
    case .closed:
      isClosed = true
      return .closed
    }
    return nil
  }

  private func forget() {
    decoder = KeyDecoder()
    forgetRead()
  }

  private func forgetRead() {
    strokes.removeAll(keepingCapacity: true)
    next = 0
  }
}
