import Rendering

/// What may stand in the place of the last characters before the cursor.
struct Completions: Equatable {
  var replacing = 0
  var candidates: [String] = []
}

/// What a reader gave: a line, a key, or a wish to leave.
enum InputEvent: Equatable {
  case line(String)
  /// A key that acts at once, on an empty line.
  case key(Key)
  /// Ctrl-C: what was typed is given up.
  case interrupted
  case endOfInput
}

/// Reads lines at a terminal, with editing, history and completion. Some keys act at once while the line is empty.
///
/// A line is never broken: where it has no room, the part around the cursor is shown.
final class LineEditor {
  private let output: StandardOutput
  private let history: InputHistory
  private let input = FileDescriptor.standardInput
  private var decoder = KeyDecoder()
  private var bytes: ArraySlice<UInt8> = []
  /// Lines of a paste that wait to be read.
  private var pasted: ArraySlice<String> = []

  private var prompt = ""
  private var buffer = EditBuffer()
  /// The place in the history that is shown; behind its end the line that is being typed.
  private var place = 0
  private var typed = EditBuffer()

  init(output: StandardOutput, history: InputHistory) {
    self.output = output
    self.history = history
  }

  func read(
    prompt: String, immediate: Set<Key>, complete: (String) -> Completions
  ) -> InputEvent {
    self.prompt = prompt
    buffer = EditBuffer()
    place = history.lines.count
    redraw()
    while true {
      if let line = nextPasted() { return accept(line) }
      if Interruption.isPending {
        Interruption.clear()
        output.write("^C\n")
        return .interrupted
      }
      switch nextKey() {
      case .interrupted: redraw()
      case .ended:
        output.write("\n")
        return .endOfInput
      case .key(let key):
        if let event = act(on: key, immediate, complete) { return event }
      }
    }
  }

  // MARK: Keys

  private enum NextKey {
    case key(Key)
    case interrupted, ended
  }

  private func nextKey() -> NextKey {
    while true {
      while let byte = bytes.popFirst() {
        if let key = decoder.decode(byte) { return .key(key) }
      }
      let isEscape = decoder.isWaitingAfterEscape
      switch input.wait(milliseconds: isEscape ? 50 : 250) {
      case .interrupted: return .interrupted
      case .quiet:
        if isEscape { return .key(decoder.endEscape()) }
        if Interruption.isPending { return .interrupted }
      case .ready:
        var chunk = [UInt8](repeating: 0, count: 4096)
        guard let count = try? input.readBytes(into: &chunk), count > 0 else { return .ended }
        bytes = chunk[..<count]
      }
    }
  }

  private func act(
    on key: Key, _ immediate: Set<Key>, _ complete: (String) -> Completions
  ) -> InputEvent? {
    if buffer.isEmpty, immediate.contains(key) {
      output.write("\r\u{1B}[K")
      return .key(key)
    }
    switch key {
    case .enter: return buffer.isEmpty ? .key(.enter) : accept(buffer.text)
    case .control("d") where buffer.isEmpty:
      output.write("\n")
      return .endOfInput
    case .control("l"): output.write("\u{1B}[H\u{1B}[2J")
    case .up, .control("p"): recall(place - 1)
    case .down, .control("n"): recall(place + 1)
    case .tab: self.complete(complete(buffer.beforeCursor))
    case .pasted(let text): paste(text)
    default:
      let before = buffer
      guard buffer.edit(key) else { return nil }
      if case .character(let character) = key, appends(character, to: before) {
        output.write(String(character))
        return nil
      }
    }
    redraw()
    return nil
  }

  private func accept(_ line: String) -> InputEvent {
    history.add(line)
    output.write("\n")
    return .line(line)
  }

  private func recall(_ index: Int) {
    guard (0...history.lines.count).contains(index) else { return }
    if place == history.lines.count { typed = buffer }
    place = index
    buffer = index == history.lines.count ? typed : EditBuffer(history.lines[index])
  }

  // MARK: Pasting

  private func paste(_ text: String) {
    let plain = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.map { $0 == "\t" ? " " : $0 })
    }
    buffer.insert(lines[0])
    pasted = lines.dropFirst()
  }

  /// The line that a paste ends; its last stays to be edited.
  private func nextPasted() -> String? {
    while let next = pasted.popFirst() {
      let line = buffer.text
      buffer = EditBuffer(next)
      if line.contains(where: { $0 != " " }) {
        pasted = [next] + pasted
        return line
      }
      redraw()
    }
    return nil
  }

  // MARK: Completing

  private func complete(_ completions: Completions) {
    guard let first = completions.candidates.first else { return }
    let common = completions.candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    if completions.candidates.count == 1 {
      buffer.replace(last: completions.replacing, with: first)
    } else if common.count > completions.replacing {
      buffer.replace(last: completions.replacing, with: common)
    } else {
      let lines = TextColumns.wrapped(completions.candidates, to: columns)
      output.write("\n" + lines.map { $0 + "\n" }.joined())
    }
  }

  // MARK: Showing

  private var columns: Int { FileDescriptor.standardOutput.columns ?? 80 }

  /// The columns for the line behind the prompt.
  private var room: Int { max(8, columns - TextColumns.width(prompt) - 1) }

  /// Whether a character typed at the end needs no more than to be written.
  private func appends(_ character: Character, to before: EditBuffer) -> Bool {
    before.cursor == before.characters.count && character.isASCII
      && TextColumns.width(before.text) + 1 < room
  }

  private func redraw() {
    var shown = buffer.characters[...]
    var before = buffer.cursor
    while TextColumns.width(String(shown.prefix(before))) >= room {
      shown = shown.dropFirst()
      before -= 1
    }
    while TextColumns.width(String(shown)) > room { shown = shown.dropLast() }
    let text = String(shown).unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? "?" : String(scalar)
    }
    let behind = TextColumns.width(String(shown.dropFirst(before)))
    let back = behind > 0 ? "\u{1B}[\(behind)D" : ""
    output.write("\r" + prompt + text.joined() + "\u{1B}[K" + back)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map { $0.0 })
  }
}
