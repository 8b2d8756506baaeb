import Autodiff
import LessonLanguage
import Text

extension JSON {
  static func details(_ diagnosis: Diagnosis) -> [JSON.Member] {
    [
      ("quantity", JSON(diagnosis.quantity)), ("given", JSON(diagnosis.given)),
      ("verdict", .string(verdict(diagnosis.verdict))),
      ("found", .array(diagnosis.found.map { JSON($0) })),
      ("short", .bool(diagnosis.isShort)),
      ("working", diagnosis.working.map { JSON($0) } ?? .null),
      ("intermediates", .array(diagnosis.intermediates.map { JSON($0) })),
    ]
  }

  private static func verdict(_ verdict: Diagnosis.Verdict) -> String {
    switch verdict {
    case .right: "right"
    case .rightIfRounded: "right_if_rounded"
    case .needsMoreDigits: "more_digits"
    case .otherShape: "other_shape"
    case .wrong: "wrong"
    }
  }

  private init(_ mistake: Mistake) {
    let reason = mistake.reason.map { word -> JSON in
      switch word {
      case .text(let text): .string(text)
      case .formula(let formula): JSON(formula)
      }
    }
    let members: [JSON.Member] = [
      ("subject", JSON(mistake.subject)), ("value", JSON(mistake.value)),
      ("reason", .array(reason)), ("right", mistake.right.map { JSON($0) } ?? .null),
      ("mistaken", mistake.mistaken.map { JSON($0) } ?? .null),
    ]
    self = .object(JSON.kinds(of: mistake) + members)
  }

  /// The kind of a mistake, and that of a second one in the same line.
  static func kinds(of mistake: Mistake) -> [JSON.Member] {
    [("edit", .string(mistake.kind.rawValue))]
      + (mistake.second.map { [("and", .string($0.rawValue))] } ?? [])
  }
}
