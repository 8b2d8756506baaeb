import Rendering

/// Shows long texts a page at a time at a terminal.
struct Pager {
  private let console: Console

  init(console: Console) {
    self.console = console
  }

  /// Writes the lines, waiting for a key after each page.
  func show(_ lines: [String]) {
    let rest = lines[...]
    guard console.terminal.allowsEditing, Self.page(of: rest).count < rest.count else {
      write(rest)
      console.output.flush()
      return
    }
    let isConversation = TerminalMode.isBegun
    TerminalMode.begin()
    showPages(rest)
    if !isConversation { TerminalMode.end() }
  }

  private func showPages(_ lines: ArraySlice<String>) {
    var rest = lines
    while true {
      let page = Self.page(of: rest)
      write(page)
      rest = rest[page.endIndex...]
      if rest.isEmpty { return }
      console.output.write(question(rest.count))
      console.output.flush()
      let goesOn = waitsForMore(rest.count)
      console.output.write(.clearRow)
      if !goesOn { return }
    }
  }

  /// Waits for a key and returns whether it asks for the next page.
  private func waitsForMore(_ count: Int) -> Bool {
    while true {
      switch KeyInput.standard.pressed() {
      case .interrupted, .closed: return false
      case .disturbed: console.output.write(.clearRow + [.text(question(count))])
      case .stroke(let stroke):
        switch stroke.key {
        case .character(" "), .enter, .right, .pageDown: return true
        case .character("q"), .character("Q"), .escape, .control("d"): return false
        default: break
        }
      }
    }
  }

  private func question(_ count: Int) -> String {
    let dash = console.terminal.showsUnicode ? "—" : "--"
    let lines = count == 1 ? "1 more line" : "\(count) more lines"
    let text = "\(dash) \(lines): space goes on, q stops \(dash)"
    let fitting = TextColumns.width(text) < Self.columns ? text : "\(dash) \(count) \(dash)"
    return Style(color: console.output.showsStyles).dim(fitting)
  }

  private func write(_ lines: ArraySlice<String>) {
    console.output.write(lines.map { $0 + "\n" }.joined())
  }

  private static var columns: Int { FileDescriptor.standardOutput.columns ?? 80 }

  /// The lines that fill the window except for two rows; at least one line.
  private static func page(of lines: ArraySlice<String>) -> ArraySlice<String> {
    let columns = columns
    var rows = max(1, (FileDescriptor.standardOutput.rows ?? 24) - 2)
    var end = lines.startIndex
    while end < lines.endIndex {
      rows -= max(1, (TextColumns.width(lines[end]) + columns - 1) / columns)
      if rows < 0, end > lines.startIndex { break }
      end += 1
    }
    return lines[..<end]
  }
}
