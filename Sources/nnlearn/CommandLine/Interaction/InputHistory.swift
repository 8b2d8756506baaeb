/// The lines that were typed, in this conversation and in earlier ones.
///
/// They are kept in a file that only its owner can read. If that cannot be read or written, they
/// are silently kept for this conversation only.
final class InputHistory {
  static let limit = 1000
  /// The number of bytes at the end of a file that are read.
  private static let byteLimit = 1 << 20

  /// From the oldest to the newest.
  private(set) var lines: [String] = []
  private let file: PrivateFile?

  /// - Parameter file: the path of the file; `nil` to keep nothing.
  init(file: String?) {
    self.file = file.map { PrivateFile(path: $0) }
    load()
  }

  /// Adds a line, unless it is blank or repeats the previous one.
  func append(_ line: String) {
    guard let line = Self.kept(line), line != lines.last else { return }
    lines.append(line)
    if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    file?.append(Array((line + "\n").utf8))
  }

  /// Reads the file, and rewrites it if it has grown too long.
  private func load() {
    guard let file else { return }
    let (bytes, isCut) = file.tail(limit: Self.byteLimit)
    var stored = bytes.split(separator: UInt8(ascii: "\n"))
    // If the file was cut, its first line is incomplete.
    if isCut, !stored.isEmpty { stored.removeFirst() }
    for part in stored.suffix(Self.limit) {
      guard let text = String(validating: part, as: UTF8.self), let line = Self.kept(text),
        line != lines.last
      else { continue }
      lines.append(line)
    }
    // The next line must not be appended to an unfinished one.
    let isUnfinished = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
    if isCut || isUnfinished || stored.count > Self.limit {
      file.replace(with: Array(lines.map { $0 + "\n" }.joined().utf8))
    }
  }

  /// Returns `line` without control characters; `nil` if nothing is left.
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

/// A walk through the history while one line is typed. Edited lines stay edited.
struct HistoryWalk {
  private var lines: [String]
  private var place: Int

  init(_ history: InputHistory) {
    lines = history.lines + [""]
    place = lines.count - 1
  }

  /// Returns the line `step` places later, or earlier if `step` is negative; `nil` if there is none.
  mutating func move(_ step: Int, leaving text: String) -> String? {
    guard lines.indices.contains(place + step) else { return nil }
    lines[place] = text
    place += step
    return lines[place]
  }
}
