/// The keys that come from the terminal.
final class KeyInput {
  enum Event: Equatable {
    case stroke(Stroke)
    /// Ctrl-C; keys before it are discarded.
    case interrupted
    /// The window may have changed or the program was stopped: the display must be redrawn.
    case disturbed
    case closed
  }

  /// The keyboard, shared by all readers of keys because it buffers keys that were typed early.
  /// It needs no lock, because only one thread serves the terminal.
  nonisolated(unsafe) static let standard = KeyInput()

  private var decoder = KeyDecoder()
  private var strokes: [Stroke] = []
  private var next = 0
  private var isClosed = false

  /// Whether `event()` would wait.
  var isEmpty: Bool { next == strokes.count }

  /// Returns the next key, waiting for one if necessary.
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

  /// Returns the next pressed key. Pasted text is left for `event()`.
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

  /// Waits for input; returns `nil` if it was keys.
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
