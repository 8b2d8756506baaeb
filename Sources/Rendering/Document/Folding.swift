import Autodiff
import LessonLanguage
import Text

/// The amount of a step's working that is left out.
struct Omission {
  /// Lines of working: the relations of an equation.
  var lines = 0
  var paths = 0
  /// A parameter whose gradient `why` explains.
  var parameter: Formula?

  init(lines: Int = 0, paths: Int = 0, parameter: Formula? = nil) {
    self.lines = lines
    self.paths = paths
    self.parameter = parameter
  }

  init(_ all: [Omission]) {
    self.init(
      lines: all.reduce(0) { $0 + $1.lines }, paths: all.reduce(0) { $0 + $1.paths },
      parameter: all.lazy.compactMap { $0.parameter }.first)
  }

  /// `11 lines of working`
  var amount: String {
    paths > 0 ? counted(paths, "more path") : counted(lines, "line") + " of working"
  }

  /// `11 lines of working; --detail full, or why W1[0, 0]`
  func sentence(_ writer: FormulaText) -> String {
    amount + "; --detail \(Detail.full.rawValue)"
      + (parameter.map { ", or why " + writer.text($0) } ?? "")
  }
}

extension Block {
  /// What is left out of it, if anything.
  var omission: Omission? {
    let omission =
      switch self {
      case .equation(let equation, _): Omission(lines: equation.folded.count)
      case .update(let equations):
        Omission(lines: equations.reduce(0) { $0 + $1.folded.count })
      case .backward(let backward):
        Omission(lines: backward.foldedLines, parameter: backward.askedParameter)
      case .chainRule(let rule):
        if case .single(let equation) = rule.content {
          Omission(lines: equation.folded.count)
        } else {
          Omission(paths: rule.foldedPaths)
        }
      default: Omission()
      }
    return omission.lines + omission.paths > 0 ? omission : nil
  }

  /// Returns the block as `brief`, or as in a long step.
  func folded(brief: Bool) -> Block {
    switch self {
    case .equation(var equation, let form):
      equation.fold(isStated: form == .compact || form == .answer)
      return .equation(equation, form)
    case .update(var equations):
      for index in equations.indices { equations[index].fold(isStated: false) }
      return .update(equations)
    case .backward(var backward):
      backward.fold(brief: brief)
      return .backward(backward)
    case .chainRule(var rule):
      rule.fold(brief: brief)
      return .chainRule(rule)
    default: return self
    }
  }
}
