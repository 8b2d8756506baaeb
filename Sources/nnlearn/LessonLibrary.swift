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

  /// The folder that the lessons are from; `nil` for the built-in ones.
  private let folder: String?

  static let builtIn = LessonLibrary(
    files: embeddedLessons.mapValues { SourceText($0) }, folder: nil)

  /// The lessons of a folder: those listed in its README.md, in that order, then the others by name.
  init(folder: String) throws(Diagnostic) {
    var files: [String: SourceText] = [:]
    for name in try OperatingSystem.files(inFolder: folder) where name.hasSuffix(".md") {
      files[name] = try SourceText(InputFile(path: folder + "/" + name))
    }
    self.init(files: files, folder: folder)
  }

  private init(files: [String: SourceText], folder: String?) {
    self.folder = folder
    let shown = folder ?? "lessons"
    let listed = files["README.md"].map { LessonList($0).entries } ?? []
    let others = files.keys.filter { name in
      name != "README.md" && !listed.contains { $0.file == name }
    }
    let all = listed + others.sorted().map { LessonList.Entry(file: $0, summary: "") }
    entries = all.compactMap { entry in
      files[entry.file].map {
        Entry(
          name: entry.name, description: entry.summary, text: $0,
          file: "\(shown)/\(entry.file)".escaped)
      }
    }
  }

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// Returns the lesson with a number of the list.
  func entry(number: String) -> Entry? {
    Int(number).flatMap { entries.indices.contains($0 - 1) ? entries[$0 - 1] : nil }
  }

  /// Returns the lesson after another in teaching order.
  func entry(after entry: Entry) -> Entry? {
    number(of: entry.name).flatMap { $0 < entries.count ? entries[$0] : nil }
  }

  /// Returns what tells a lesson from all others: the name of a built-in one, the path of any other.
  func identity(of entry: Entry) -> String {
    folder.map { OperatingSystem.absolutePath("\($0)/\(entry.name).md") } ?? entry.name
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
