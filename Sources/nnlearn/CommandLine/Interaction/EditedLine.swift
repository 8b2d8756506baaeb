import Rendering

/// One line from its prompt to its end: the text that is typed, and its display.
struct EditedLine {
  private let prompt: String
  private let output: StandardOutput
  private var buffer = EditBuffer()
  private var walk: HistoryWalk
  /// The current display; `nil` if the row is empty.
  private var frame: LineFrame?

  init(prompt: String, history: InputHistory, output: StandardOutput) {
    self.prompt = prompt
    self.output = output
    walk = HistoryWalk(history)
  }

  private var columns: Int { FileDescriptor.standardOutput.columns ?? 80 }

  /// Handles a key.
  ///
  /// - Returns: the event with which the line ends, if it does.
  mutating func take(
    _ stroke: Stroke, _ immediate: Set<Key>, _ complete: (String) -> Completions
  ) -> LineEditor.Event? {
    let key = stroke.key
    if buffer.isEmpty, !stroke.isPasted, immediate.contains(key), Self.mayBeImmediate(key) {
      return .key(key)
    }
    switch key {
    case .enter: return .line(buffer.text)
    case .control("d") where buffer.isEmpty: return .endOfInput
    case .control("c"): return .interrupted
    case .up, .control("p"): recall(-1)
    case .down, .control("n"): recall(1)
    case .control("l"): clearScreen()
    case .tab: offer(complete(buffer.textBeforeCursor))
    default: _ = buffer.apply(key)
    }
    return nil
  }

  /// Brings the screen up to date.
  mutating func show() {
    let next = LineFrame(prompt: prompt, buffer, start: frame?.start ?? 0, columns: columns)
    let changes = next.output(after: frame)
    if !changes.isEmpty { output.write(changes) }
    frame = next
  }

  /// Redraws the row from scratch.
  mutating func showAgain() {
    output.write(.clearRow)
    frame = nil
    show()
  }

  /// Leaves the screen in the state that the event describes.
  mutating func finish(_ event: LineEditor.Event) -> LineEditor.Event {
    switch event {
    case .key:
      output.write(.clearRow)
    case .line:
      showWhole()
      output.write("\n")
    case .interrupted, .endOfInput:
      show()
      output.write("\n")
    }
    return event
  }

  /// Shows the whole line, on several rows if necessary.
  private mutating func showWhole() {
    let text = LineFrame.printable(buffer.text)
    if TextColumns.width(prompt) + TextColumns.width(text) < columns {
      show()
    } else {
      output.write(.clearRow + [.text(prompt + text)])
    }
  }

  private static func mayBeImmediate(_ key: Key) -> Bool {
    switch key {
    case .up, .down: false
    case .character(let character): !character.isLetter
    default: true
    }
  }

  private mutating func recall(_ step: Int) {
    if let text = walk.move(step, leaving: buffer.text) { buffer = EditBuffer(text) }
  }

  private mutating func clearScreen() {
    output.write([.clearWindow])
    frame = nil
  }

  /// Inserts the common prefix of all candidates; if there is nothing to insert, lists them below the line.
  private mutating func offer(_ completions: Completions) {
    let typed = String(buffer.textBeforeCursor.suffix(completions.replacing))
    let prefix = completions.commonPrefix
    switch completions.candidates.count {
    case 0: return
    case 1: buffer.replace(last: completions.replacing, with: prefix)
    case _ where prefix.count > typed.count:
      buffer.replace(last: completions.replacing, with: prefix)
    default:
      show()
      output.write("\n" + completions.lines(width: columns).map { $0 + "\n" }.joined())
      frame = nil
    }
  }
}
