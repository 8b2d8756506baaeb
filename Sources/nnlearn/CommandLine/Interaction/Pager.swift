import Rendering

/// Shows lines a window at a time, so that none is out of sight before it was seen.
struct Pager {
  let console: Console
  /// Whether someone is there to press a key.
  let isInteractive: Bool

  func show(_ lines: [String]) {
    guard isInteractive, let rows = FileDescriptor.standardOutput.rows, rows > 4 else {
      for line in lines { console.output.write(line + "\n") }
      return
    }
    let columns = FileDescriptor.standardOutput.columns ?? 80
    var room = rows - 2
    for (position, line) in lines.enumerated() {
      let height = max(1, (TextColumns.width(line) + columns - 1) / columns)
      if height > room, room < rows - 2 {
        guard goesOn(lines.count - position) else { return }
        room = rows - 2
      }
      console.output.write(line + "\n")
      room -= height
    }
  }

  /// Waits for a key; says whether the reader wants the next page.
  private func goesOn(_ left: Int) -> Bool {
    let dash = console.terminal.showsUnicode ? "—" : "--"
    let lines = left == 1 ? "1 more line" : "\(left) more lines"
    console.output.write("\(dash) \(lines): space goes on, q stops \(dash)")
    defer { console.output.write("\r\u{1B}[K") }
    var decoder = KeyDecoder()
    while !Interruption.isPending {
      switch FileDescriptor.standardInput.wait(milliseconds: 250) {
      case .interrupted: continue
      case .quiet:
        if decoder.isWaitingAfterEscape { return false }
      case .ready:
        var byte: [UInt8] = [0]
        guard let count = try? FileDescriptor.standardInput.readBytes(into: &byte), count > 0
        else { return false }
        switch decoder.decode(byte[0]) {
        case .character(" "), .enter, .right, .down, .pageDown: return true
        case .character("q"), .control("d"): return false
        default: continue
        }
      }
    }
    Interruption.clear()
    return false
  }
}
