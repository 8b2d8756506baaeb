import Autodiff
import Learning
import LessonLanguage
import Text

/// The chain rule along every path, in symbols, then in numbers.
struct ChainRuleDocument {
  struct Path {
    let nodes: [Formula]
    let symbols: Formula
    let numbers: Equation
  }

  enum Content {
    case cut(String)
    /// The only path, with a part for each link.
    case single(Equation)
    /// An introduction, the paths, their sum, and a note on it.
    case several(String, [Path], sum: Equation, remark: String?)
  }

  private(set) var content: Content
  /// The number of paths at the end that are left out.
  private(set) var foldedPaths = 0

  var partCount: Int {
    switch content {
    case .cut: 1
    case .single(let equation): equation.links.count
    case .several(_, let paths, _, _): 2 + paths.count
    }
  }

  init(_ rule: ChainRule, _ writer: FormulaText) {
    let book = writer.book
    let products = rule.paths.map { TrueDigits.Chain([$0.numbers], result: .number($0.value)) }
    let total = TrueDigits.Chain([rule.sum], result: .number(rule.total))
    TrueDigits.settle(products + [total], in: book)
    guard let first = rule.paths.first else {
      content = .cut(
        "\(writer.text(rule.gradient)) = 0: every path is cut by a derivative of 0")
      return
    }
    if rule.pathCount == 1 {
      content = .single(Equation(rule, path: first, book))
      return
    }
    let paths = rule.paths.map { path in
      Path(
        nodes: path.nodes, symbols: path.symbols,
        numbers: Equation(rule.gradient, numbers: path.numbers, value: path.value, book)
          .withoutRepetition(writer))
    }
    content = .several(
      rule.introduction(writer), paths,
      sum: Equation(rule.gradient, numbers: rule.sum, value: rule.total, book),
      remark: rule.hasRest
        ? "the last term before the total is the sum of all other paths" : nil)
  }
}

extension ChainRuleDocument {
  /// Folds the working of a single path, or all but the first of several; if `brief`, that one, too.
  mutating func fold(brief: Bool) {
    switch content {
    case .cut: break
    case .single(var equation):
      equation.fold(isStated: false)
      content = .single(equation)
    case .several(_, let paths, _, _): foldedPaths = paths.count - (brief ? 0 : 1)
    }
  }
}

extension ChainRule {
  fileprivate var hasRest: Bool { Double(paths.count) < pathCount }

  fileprivate func introduction(_ writer: FormulaText) -> String {
    let count = pathCount < 1e15 ? "\(Int64(pathCount))" : "\(pathCount)"
    let all = "\(writer.text(parameter)) reaches \(writer.text(target)) over \(count) paths"
    return hasRest ? "\(all); the \(paths.count) that count most:" : "\(all):"
  }

  /// The sum of the paths, with the rest if there are many.
  fileprivate var sum: Formula {
    var values = paths.map { $0.value }
    if hasRest { values.append(rest) }
    let first = Formula.number(values.first ?? 0)
    return values.dropFirst().reduce(first) {
      $1 < 0 ? $0 - .number(-$1) : $0 + .number($1)
    }
  }
}
