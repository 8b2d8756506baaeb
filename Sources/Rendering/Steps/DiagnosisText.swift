import LessonLanguage

/// Lays out why a reader's number differs.
struct DiagnosisText {
  private let document: DiagnosisDocument
  private let style: Style

  init(_ document: DiagnosisDocument, _ style: Style) {
    self.document = document
    self.style = style
  }

  private static let indent = StepText.indent + 2

  var lines: [String] {
    document.items.flatMap { item -> [String] in
      switch item {
      case .sentence(let text):
        let margin = TextColumns.spaces(Self.indent)
        return Wrapping.prose(text, width: style.width, first: margin, indent: margin)
      case .right(let equation): return lines(of: equation, DiagnosisWords.right)
      case .mistaken(let equation): return lines(of: equation, DiagnosisWords.mistaken)
      case .intermediate(let equation): return lines(of: equation, "")
      }
    }
  }

  /// An equation after a word in a column.
  private func lines(of equation: Equation, _ word: String) -> [String] {
    let label = TextColumns.padded(word, to: DiagnosisWords.width)
    let text = TextColumns.spaces(Self.indent + 2) + label + EquationText(equation, style).line
    return Wrapping.formula(
      text, width: style.width, first: 0, indent: Self.indent + 6 + DiagnosisWords.width)
  }
}

/// The words in front of the lines of a working.
enum DiagnosisWords {
  static let right = "right"
  static let mistaken = "yours"
  static let width = 7
}
