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
    var members: [JSON.Member] = [("edit", .string(mistake.kind.rawValue))]
    if let second = mistake.second { members.append(("and", .string(second.rawValue))) }
    members += [
      ("subject", JSON(mistake.subject)), ("value", JSON(mistake.value)),
      ("reason", .array(reason)), ("right", mistake.right.map { JSON($0) } ?? .null),
      ("mistaken", mistake.mistaken.map { JSON($0) } ?? .null),
    ]
    self = .object(members)
  }
}
