import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes a stage of a statement, with the rounds of its loops.
struct StageText {
  private let style: Style
  private let stage: Stage
  private let step: StepText

  init(_ stage: Stage, _ style: Style) {
    self.style = style
    self.stage = stage
    var narrow = style
    narrow.width -= 2 * stage.rounds.count
    step = StepText(style: narrow, step: stage.step)
  }

  var isApart: Bool { stage.step.isApart || !stage.rounds.isEmpty }

  /// Whether it takes more than one line, and so is followed by a blank line.
  var isLong: Bool { step.parts.joined().count > 1 }

  /// All lines, as in a finished run.
  var lines: [String] { indented(step.lines) }

  /// The lines of some parts, whole unless they are all of the step.
  func lines(parts: Range<Int>) -> [String] {
    let all = step.parts
    let shown = parts == all.indices ? all : whole.parts
    return (parts.lowerBound == 0 ? rounds : []) + indented(shown[parts].flatMap { $0 })
  }

  /// The step in full, for a reader who reveals it part by part.
  private var whole: StepText {
    var style = step.style
    style.detail = .full
    return StepText(style: style, step: stage.step)
  }

  /// The last rows of a descent, with the statement above the first row, and the end of the run below the last.
  func lines(lastRows count: Int) -> [String] {
    guard case .descent(let descent)? = step.document.blocks.first else { return [] }
    let end = descent.descent.rows.count
    let text = DescentText(descent, step.style)
    let rows = text.lines(rows: max(0, end - count)..<end)
    let isFirst = count >= end
    let ending = stage.isDone ? step.marked(text.ending) : []
    return (isFirst ? rounds : [])
      + indented((isFirst ? step.header : []) + rows + ending)
  }

  /// The loops and rounds that begin here.
  private var rounds: [String] {
    var lines: [String] = []
    for (depth, round) in stage.rounds.enumerated() where stage.isFirst(inRoundAt: depth) {
      let margin = TextColumns.spaces(StepText.indent + 2 * depth)
      if round.number == 1 {
        lines.append(margin + style.bold(RoundsDocument.heading(round.count)))
      } else if stage.step.isApart || isLong {
        lines.append("")
      }
      lines.append(margin + style.dim("round \(round.number)"))
    }
    if lines.isEmpty, !stage.rounds.isEmpty, stage.step.isApart || isLong { return [""] }
    return lines
  }

  private func indented(_ lines: [String]) -> [String] {
    let margin = TextColumns.spaces(2 * stage.rounds.count)
    return lines.map { $0.isEmpty ? "" : margin + $0 }
  }
}

extension Stage {
  /// Whether a round begins here, with all rounds inside it.
  func isFirst(inRoundAt depth: Int) -> Bool {
    rounds[depth...].allSatisfy { $0.isFirst }
  }
}
