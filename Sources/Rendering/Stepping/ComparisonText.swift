import LessonLanguage
import Lessons

/// Writes two courses line by line: common lines once, and different ones under each other.
struct ComparisonText {
  private let steps: [ComparedStep]
  private let style: Style

  init(_ steps: [ComparedStep], _ style: Style) {
    self.steps = steps
    self.style = style
  }

  var lines: [String] {
    var narrow = style
    narrow.width -= 9
    var lines: [String] = []
    for step in steps {
      let theirs = step.lesson.map { StageText($0, narrow).lines } ?? []
      let mine = step.fork.map { StageText($0, narrow).lines } ?? []
      if theirs == mine { continue }
      lines.append(style.dim("step \(step.number)"))
      lines += compared(theirs, mine)
    }
    return lines.isEmpty ? ["  both courses show the same so far"] : lines
  }

  private func compared(_ lesson: [String], _ fork: [String]) -> [String] {
    var lines: [String] = []
    for index in 0..<max(lesson.count, fork.count) {
      let theirs = index < lesson.count ? lesson[index] : nil
      let mine = index < fork.count ? fork[index] : nil
      if let theirs, theirs == mine {
        lines.append(line("", theirs))
        continue
      }
      if let theirs { lines.append(line("lesson", theirs)) }
      if let mine { lines.append(line("fork", mine)) }
    }
    return lines
  }

  private func line(_ course: String, _ text: String) -> String {
    TextColumns.trimmed(TextColumns.padded(course, to: 7) + style.bar + " " + text)
  }
}
