import LessonLanguage
import Text

/// The line of `draw`: `w = 0.5, to be drawn from 0.10 to 0.90 in steps of 0.05`.
struct DrawText {
  private let range: DrawRange
  private let book: NumberBook

  init(_ range: DrawRange, _ book: NumberBook) {
    self.range = range
    self.book = book
  }

  func sentence(at value: Double) -> String {
    "\(range.name.escaped) = \(book.print(value).text), to be drawn from \(text(range.from)) to "
      + "\(text(range.to)) in steps of \(text(range.distance))"
  }

  private func text(_ spelling: String) -> String {
    book.print(Double(spelling) ?? .nan, spelling: spelling).text
  }
}
