import Learning
import LessonLanguage
import Text

/// A program's text, with its name in messages.
package struct SourceFile: Sendable {
  /// The escaped name.
  package let name: String
  let lines: [String]

  package init(name: String, _ source: SourceText) {
    self.name = name
    lines = source.lines.map { String($0) }
  }
}

/// Writes a diagnostic with its place, the source line, and a caret under the place.
package struct DiagnosticText {
  private let diagnostic: Diagnostic
  private let file: SourceFile

  package init(_ diagnostic: Diagnostic, _ file: SourceFile) {
    self.diagnostic = diagnostic
    self.file = file
  }

  /// "mine.nn:4:13: error: …"
  package var sentence: String {
    let place = diagnostic.place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file.name)\(place): error: \(diagnostic.message.escaped)"
  }

  package var lines: [String] {
    guard let place = diagnostic.place, file.lines.indices.contains(place.line - 1) else {
      return [sentence]
    }
    let number = "\(place.line)"
    let margin = TextColumns.spaces(number.utf8.count)
    let window = SourceWindow(Array(file.lines[place.line - 1].unicodeScalars), place)
    return [
      sentence, "  \(number) | \(window.text)", "  \(margin) | \(window.caret)",
    ]
  }
}

/// The part of a source line that is shown: all of a short one, else the part around the place.
private struct SourceWindow {
  let text: String
  let caret: String

  init(_ line: [Unicode.Scalar], _ place: Place) {
    let most = 100
    let column = min(place.column - 1, line.count)
    let start = line.count <= most ? 0 : max(0, min(column - 30, line.count - most))
    let end = min(line.count, start + most)
    let length = max(1, min(place.length, end - column))
    text =
      (start > 0 ? "…" : "") + Self.shown(line[start..<end]) + (end < line.count ? "…" : "")
    let before = (start > 0 ? 1 : 0) + TextColumns.width(Self.shown(line[start..<column]))
    let marked = TextColumns.width(Self.shown(line[column..<min(column + length, line.count)]))
    caret = TextColumns.spaces(before) + String(repeating: "^", count: max(1, marked))
  }

  private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    for scalar in scalars { view.append(scalar == "\t" ? " " : scalar) }
    return String(view).escaped
  }
}
