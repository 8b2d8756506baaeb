import Autodiff
import LessonLanguage
import Text

/// The sentences and equations that say why a reader's number differs.
struct DiagnosisDocument {
  enum Item {
    case sentence(String)
    /// The line of the working as it should be, and as the mistake makes it.
    case right(Equation)
    case mistaken(Equation)
    /// An intermediate value to compare.
    case intermediate(Equation)
  }

  let items: [Item]

  init(_ diagnosis: Diagnosis, _ writer: FormulaText) {
    let book = writer.book
    let number = diagnosis.text.escaped
    let quantity = writer.text(diagnosis.quantity)
    let value = diagnosis.working.map { Item.right(Equation($0.valueOnly, book)) }
    let values = value.map { [$0] } ?? []
    switch diagnosis.verdict {
    case .right: items = [.sentence("\(number) is right.")] + values
    case .rightIfRounded:
      items =
        [.sentence("\(number) is right, apart from rounding.")]
        + diagnosis.found.map { .sentence($0.sentence("\(number) is", writer)) } + values
    case .needsMoreDigits:
      items = [
        .sentence("\(number) has too few digits: give at least three significant ones.")
      ]
    case .otherShape(let given, let wanted):
      items = [.sentence("\(quantity) has shape \(wanted), and \(number) has \(given).")]
    case .wrong where diagnosis.found.isEmpty:
      items = Self.nothing(diagnosis, number, book)
    case .wrong:
      let isOne = diagnosis.found.count == 1
      items =
        (isOne ? [] : [.sentence("\(number) is one of these:")])
        + diagnosis.found.enumerated().flatMap { index, mistake in
          mistake.items(isOne ? "\(number) is" : "(\(index + 1))", writer)
        }
        + (diagnosis.isShort ? [.sentence(Self.short)] : [])
    }
  }

  private static let short =
    "The number has few digits, so other mistakes may give it too; three or more tell them apart."

  private static func nothing(
    _ diagnosis: Diagnosis, _ number: String, _ book: NumberBook
  ) -> [Item] {
    let first = "\(number) is not right, and no single mistake in the working gives it."
    if diagnosis.isShort {
      return [
        .sentence(first), .sentence("It has few digits: with three or more, more can be said."),
      ]
    }
    if diagnosis.intermediates.isEmpty { return [.sentence(first)] }
    return [
      .sentence(
        first + " Compare the intermediate values; the first that differs shows the mistake:")
    ] + diagnosis.intermediates.map { .intermediate(Equation($0.withoutNumbers, book)) }
  }
}

extension Mistake {
  /// "0.25 is what you get if rate is left out."
  fileprivate func sentence(_ start: String, _ writer: FormulaText) -> String {
    "\(start) \(reason(writer))."
  }

  /// "what you get if rate is left out"
  func reason(_ writer: FormulaText) -> String {
    reason.map { word in
      switch word {
      case .text(let text): text
      case .formula(let formula): writer.text(formula)
      }
    }.joined()
  }

  fileprivate func items(_ start: String, _ writer: FormulaText) -> [DiagnosisDocument.Item] {
    [.sentence(sentence(start, writer))]
      + (right.map { [.right(Equation($0.brief, writer.book))] } ?? [])
      + (mistaken.map { [.mistaken(Equation($0.brief, writer.book))] } ?? [])
  }
}
