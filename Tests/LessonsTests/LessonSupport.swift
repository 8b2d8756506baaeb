import LessonLanguage
import Lessons

extension Lesson {
  /// A lesson whose text is given.
  init(_ markdown: String) { self.init(markdown: SourceText(markdown)) }

  /// Runs the lesson to its end.
  var transcript: Transcript { Transcript(self, session: Session()) }

  /// What the lint says of the lesson.
  var findings: [LintFinding] { Lint.findings(in: self, transcript) }
}

extension Transcript.Entry {
  /// The entry in a few words.
  var brief: String {
    switch self {
    case .heading(let level, let text): "\(level) \(text)"
    case .prose(.paragraph(let text)): "prose \(text)"
    case .prose(.item(let marker, let depth, let text)): "item \(marker) \(depth) \(text)"
    case .prose(.quote(let text)): "quote \(text)"
    case .prose(.verbatim(let lines)): "verbatim \(lines)"
    case .prose: "prose"
    case .step(let step): "step \(step.place.line) \(step.source)"
    case .error(let diagnostic): "error \(diagnostic.place?.line ?? 0) \(diagnostic.message)"
    }
  }
}
