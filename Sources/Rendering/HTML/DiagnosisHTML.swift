import LessonLanguage

extension StepHTML {
  /// Why a reader's number differs: sentences, and lines of the working under them.
  mutating func write(_ diagnosis: DiagnosisDocument) {
    element("div", "diagnosis") {
      for item in diagnosis.items {
        switch item {
        case .sentence(let text):
          $0.html.mark("<p class=\"said\">")
          $0.html.say(text)
          $0.html.mark("</p>")
        case .right(let equation): $0.line(equation, after: DiagnosisWords.right)
        case .mistaken(let equation): $0.line(equation, after: DiagnosisWords.mistaken)
        case .intermediate(let equation): $0.line(equation, after: "")
        }
      }
    }
  }

  private mutating func line(_ equation: Equation, after word: String) {
    html.mark("<div class=\"line\">")
    if !word.isEmpty {
      html.mark("<span class=\"word\">")
      html.say(word + " ")
      html.mark("</span>")
    }
    line(equation)
    html.mark("</div>")
  }
}
