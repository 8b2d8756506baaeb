import Foundation
import LessonLanguage
import Lessons

@testable import Rendering

/// A program or lesson with everything that its run showed.
struct Rendered {
  let transcript: Transcript
  let file: SourceFile

  init(_ program: String) {
    self.init(Lesson(program: SourceText(program)), program, "mine.nn", .none)
  }

  init(markdown: String, loader: DataLoader = .none) {
    self.init(Lesson(markdown: SourceText(markdown)), markdown, "mine.md", loader)
  }

  private init(_ lesson: Lesson, _ text: String, _ name: String, _ loader: DataLoader) {
    transcript = Transcript(lesson, session: Session(loader: loader))
    file = SourceFile(name: name, SourceText(text))
  }

  func lines(_ style: Style = Style()) -> [String] {
    var writer = TranscriptText(style, file: file, label: "lesson 1")
    return transcript.entries.flatMap { writer.lines(for: $0) }
  }

  func text(_ style: Style = Style()) -> String { lines(style).joined(separator: "\n") }

  /// The lines without their margin from the one on that begins with `start`, as far as the next blank one.
  func block(_ start: String, _ style: Style = Style()) -> String {
    let lines = lines(style).map { $0.hasPrefix("  ") ? String($0.dropFirst(2)) : $0 }
    guard let first = lines.firstIndex(where: { $0.hasPrefix(start) }) else { return "" }
    return lines[first...].prefix { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The JSON lines.
  var json: [String] {
    var writer = TranscriptJSON(file: file)
    return transcript.entries.map { writer.line(for: $0) }
  }
}

/// The lessons of the repository.
struct RepositoryLesson: CustomStringConvertible, Sendable {
  let name: String
  let text: String

  var description: String { name }

  static let all: [RepositoryLesson] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("lessons")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        .map { RepositoryLesson(name: name, text: $0) }
    }
  }()
}
