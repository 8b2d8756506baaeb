import Autodiff
import Learning
import LessonLanguage
import Text

/// Lays out a training run of a lesson: its ingredients, its epochs and its end.
struct TrainingText {
  private let document: TrainingDocument
  private let style: Style

  init(_ document: TrainingDocument, _ style: Style) {
    self.document = document
    var narrow = style
    narrow.width -= 4
    self.style = narrow
  }

  /// The ingredients, then the epochs and the end of the run; for a running one, its last step.
  var parts: [[String]] {
    let epochs = EpochsText(style, limit: nil)
    if document.isUnderWay {
      return [
        (document.summary.isEmpty ? [] : [document.summary]) + document.epochs.map(epochs.line)
      ]
    }
    return [
      style.wrapped(document.summary),
      epochs.lines(document.epochs) + document.endings.flatMap { style.wrapped($0) },
    ]
  }
}
