/// The lines that were typed, in this conversation and in those before it.
///
/// They are kept in a file that only its owner can read. Where that cannot be read or written,
/// they are quietly kept for this conversation alone.
final class InputHistory {
  static let limit = 1000
  /// The end of a file beyond which nothing is looked at.
  private static let byteLimit = 1 << 20

  /// From the oldest to the newest.
  private(set) var lines: [String] = []
  private let file: PrivateFile?

  /// - Parameter file: the path of the file, nil where nothing is to be kept.
  init(file: String?) {
    self.file = file.map { PrivateFile(path: $0) }
    load()
  }

  /// Where the system wants such a file, nil where the environment does not say.
  static var standardFile: String? { file(environment: OperatingSystem.environmentVariable) }

  static func file(environment: (String) -> String?) -> String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/nnlearn/history"
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    #if canImport(Darwin)
      return home + "/Library/Application Support/nnlearn/history"
    #else
      return home + "/.local/state/nnlearn/history"
    #endif
  }

  /// Adds a line, unless it is blank or the one before it once more.
  func append(_ line: String) {
    guard let line = Self.kept(line), line != lines.last else { return }
    lines.append(line)
    if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    file?.append(Array((line + "\n").utf8))
  }

  /// Reads the file, and writes it again where it has grown too long.
  private func load() {
    guard let file else { return }
    let (bytes, isCut) = file.tail(limit: Self.byteLimit)
    var stored = bytes.split(separator: UInt8(ascii: "\n"))
    // The first line of a part is a part of a line.
    if isCut, !stored.isEmpty { stored.removeFirst() }
    for part in stored.suffix(Self.limit) {
      guard let text = String(validating: part, as: UTF8.self), let line = Self.kept(text),
        line != lines.last
      else { continue }
      lines.append(line)
    }
    // The next line must not be appended to one that has no end.
    let isUnfinished = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
    if isCut || isUnfinished || stored.count > Self.limit {
      file.replace(with: Array(lines.map { $0 + "\n" }.joined().utf8))
    }
  }

  /// `line` without control characters, nil where nothing is left to keep.
  private static func kept(_ line: String) -> String? {
    var kept = String.UnicodeScalarView()
    for scalar in line.unicodeScalars
    where scalar == "\t" || scalar.properties.generalCategory != .control {
      kept.append(scalar)
    }
    let text = String(kept)
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }
}

/// A walk through the history while one line is typed. What is changed on the way stays changed.
struct HistoryWalk {
  private var lines: [String]
  private var place: Int

  init(_ history: InputHistory) {
    lines = history.lines + [""]
    place = lines.count - 1
  }

  /// The line that many places later, or earlier where `step` is negative; nil where there is none.
  mutating func move(_ step: Int, leaving text: String) -> String? {
    guard lines.indices.contains(place + step) else { return nil }
    lines[place] = text
    place += step
    return lines[place]
  }
}
