import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// A set of lessons, embedded in the binary or in a folder.
struct LessonLibrary {
  struct Entry {
    let name: String
    /// A one-line description for the list.
    let description: String
    let text: SourceText
    /// The file's name in messages.
    let file: String
  }

  /// The lessons, in teaching order.
  let entries: [Entry]

  static let builtIn = LessonLibrary(
    files: embeddedLessons.mapValues { SourceText($0) }, path: { "lessons/\($0)" })

  /// The lessons of a folder: those listed in its README.md, in that order, then the others by name.
  init(folder: String) throws(Diagnostic) {
    var files: [String: SourceText] = [:]
    for name in try OperatingSystem.files(inFolder: folder) where name.hasSuffix(".md") {
      files[name] = try SourceText(InputFile(path: folder + "/" + name))
    }
    self.init(files: files, path: { "\(folder)/\($0)".escaped })
  }

  private init(files: [String: SourceText], path: (String) -> String) {
    let listed = files["README.md"].map { LessonList($0).entries } ?? []
    let others = files.keys.filter { name in
      name != "README.md" && !listed.contains { $0.file == name }
    }
    let all = listed + others.sorted().map { LessonList.Entry(file: $0, summary: "") }
    entries = all.compactMap { entry in
      files[entry.file].map {
        Entry(name: entry.name, description: entry.summary, text: $0, file: path(entry.file))
      }
    }
  }

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// Returns the lesson with a number of the list.
  func entry(number: String) -> Entry? {
    Int(number).flatMap { entries.indices.contains($0 - 1) ? entries[$0 - 1] : nil }
  }

  /// Returns the number of a lesson in teaching order, from 1.
  func number(of name: String) -> Int? {
    entries.firstIndex { $0.name == name }.map { $0 + 1 }
  }
}

extension SourceText {
  /// Reads the text of a file; invalid UTF-8 is an error.
  init(_ file: InputFile) throws(Diagnostic) {
    do throws(Diagnostic) {
      try self.init(bytes: file.bytes)
    } catch {
      let text = DiagnosticText(error, SourceFile(name: file.name, SourceText("")))
      throw Diagnostic(error.kind, error.place, text.sentence)
    }
  }
}
