import Autodiff
import LessonLanguage
import Text

/// Writes the chain rule along every path, in symbols, then in numbers.
struct ChainRuleText {
  private let rule: ChainRule
  private let writer: FormulaText

  init(_ rule: ChainRule, _ writer: FormulaText) {
    self.rule = rule
    self.writer = writer
    let products = rule.paths.map {
      TrueDigits.Chain([$0.numbers], result: .number($0.value))
    }
    let total = TrueDigits.Chain([sum], result: .number(rule.total))
    TrueDigits.settle(products + [total], in: book)
  }

  private var book: NumberBook { writer.book }
  private var style: Style { writer.style }

  /// What is asked, a part for each path, and the sum; of a single path, a part for each of its lines.
  var parts: [[String]] {
    let gradient = writer.text(rule.gradient)
    if rule.paths.isEmpty {
      return [[margin + "\(gradient) = 0: every path is cut by a derivative of 0"]]
    }
    if rule.pathCount == 1 { return single(gradient) }
    let paths = rule.paths.map { path in
      [""] + wrapped(route(path), indent: 4) + wrapped(writer.text(path.symbols), indent: 6)
        + wrapped(numbers(path), indent: 6)
    }
    return [[margin + introduction]] + paths + [[""] + total(gradient)]
  }

  private let margin = TextColumns.spaces(StepText.indent + 2)

  private func single(_ gradient: String) -> [[String]] {
    let path = rule.paths[0]
    let sides = [("=", writer.text(path.symbols))] + links(path.numbers, path.value)
    let column = TextColumns.width(gradient) + 1
    var parts: [[String]] = []
    for relation in rule.relations {
      let (sign, text) = sides[relation.kind == .symbols ? 0 : 1 + relation.index]
      let lead = parts.isEmpty ? gradient + " " : TextColumns.spaces(column)
      let start = StepText.indent + 2 + column + 2
      let lines = Wrapping.formula(text, width: style.width, first: start, indent: start + 2)
      parts.append([margin + lead + sign + " " + lines[0]] + lines.dropFirst())
    }
    return parts
  }

  private var introduction: String {
    let count = rule.pathCount < 1e15 ? "\(Int64(rule.pathCount))" : "\(rule.pathCount)"
    let all =
      "\(writer.text(rule.parameter)) reaches \(writer.text(rule.target)) over \(count) paths"
    return Double(rule.paths.count) < rule.pathCount
      ? "\(all); the \(rule.paths.count) that count most:" : "\(all):"
  }

  private func route(_ path: ChainRule.Path) -> String {
    path.nodes.map { writer.text($0) }.joined(separator: " \(style.leads) ")
  }

  /// A line of numbers and what it comes to, each after its relation.
  private func links(_ numbers: Formula, _ value: Double) -> [(String, String)] {
    let isExact = Exactness.ofLines([numbers, .number(value)], [book, book])
    return [
      (isExact[0] ? "=" : style.almost, writer.text(numbers)),
      isExact[1] ? ("=", book.print(value).text) : (style.almost, book.roundedText(value)),
    ]
  }

  private func numbers(_ path: ChainRule.Path) -> String {
    let links = links(path.numbers, path.value)
    let shown = links[0].1 == links[1].1 ? [links[0]] : links
    return shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// What the paths contribute together, with the rest of many.
  private var sum: Formula {
    var values = rule.paths.map { $0.value }
    if Double(rule.paths.count) < rule.pathCount { values.append(rule.rest) }
    let first = Formula.number(values.first ?? 0)
    return values.dropFirst().reduce(first) {
      $1 < 0 ? $0 - .number(-$1) : $0 + .number($1)
    }
  }

  private func total(_ gradient: String) -> [String] {
    let line = gradient + links(sum, rule.total).map { " \($0.0) \($0.1)" }.joined()
    var lines = wrapped(line, indent: 4)
    if Double(rule.paths.count) < rule.pathCount {
      lines.append(margin + "the last term before the total is the sum of all other paths")
    }
    return lines
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    Wrapping.formula(
      TextColumns.spaces(indent) + text, width: style.width, first: 0, indent: indent + 4)
  }
}
