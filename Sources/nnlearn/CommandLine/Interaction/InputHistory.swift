import Foundation

/// The lines that were typed before, in this run and in earlier ones. A file that cannot be read or written is no
/// error: then the lines are remembered for this run only.
final class InputHistory {
  private static let most = 1_000
  private static let mostBytes = 1_000_000

  private(set) var lines: [String] = []
  private let file: URL?

  init(file: String?) {
    self.file = file.map { URL(fileURLWithPath: $0) }
    load()
  }

  /// The file in the user's state folder; nothing where no folder is known.
  static var standardFile: String? {
    if let state = OperatingSystem.environmentVariable("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/nnlearn/history"
    }
    guard let home = OperatingSystem.environmentVariable("HOME"), home.hasPrefix("/") else {
      return nil
    }
    #if os(macOS)
      return home + "/Library/Application Support/nnlearn/history"
    #else
      return home + "/.local/state/nnlearn/history"
    #endif
  }

  /// Remembers a line, unless it is empty or the one before.
  func add(_ line: String) {
    let isPlain = line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard isPlain, line.contains(where: { $0 != " " }), line != lines.last else { return }
    lines.append(line)
    append(line)
  }

  private func load() {
    guard let file, let handle = try? FileHandle(forReadingFrom: file) else { return }
    defer { try? handle.close() }
    guard let size = try? handle.seekToEnd() else { return }
    let isWhole = size <= UInt64(Self.mostBytes)
    try? handle.seek(toOffset: isWhole ? 0 : size - UInt64(Self.mostBytes))
    guard let data = try? handle.read(upToCount: Self.mostBytes) else { return }
    let all = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    lines = all.suffix(Self.most).filter { line in
      line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
    if all.count > 2 * Self.most || !isWhole { rewrite() }
  }

  private func rewrite() {
    guard let file else { return }
    let text = lines.map { $0 + "\n" }.joined()
    try? Data(text.utf8).write(to: file, options: .atomic)
    try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
  }

  /// Writes a line behind the others at once, so that programs that run side by side lose nothing.
  private func append(_ line: String) {
    guard let file else { return }
    let manager = FileManager.default
    if !manager.fileExists(atPath: file.path) {
      try? manager.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      _ = manager.createFile(
        atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    guard let handle = try? FileHandle(forWritingTo: file) else { return }
    defer { try? handle.close() }
    _ = try? handle.seekToEnd()
    try? handle.write(contentsOf: Data((line + "\n").utf8))
  }
}
