import Autodiff
import LessonLanguage

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
    let relations = [("=", writer.text(path.symbols)), numbersLink(path), valueLink(path.value)]
    let column = TextColumns.width(gradient) + 1
    var parts: [[String]] = []
    for (position, link) in relations.enumerated() {
      if position > 0, link.1 == relations[position - 1].1 { continue }
      let lead = position == 0 ? gradient + " " : TextColumns.spaces(column)
      let start = StepText.indent + 2 + column + 2
      let lines = Wrapping.formula(link.1, width: style.width, first: start, indent: start + 2)
      parts.append([margin + lead + link.0 + " " + lines[0]] + lines.dropFirst())
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

  private func numbersLink(_ path: ChainRule.Path) -> (String, String) {
    (book.isExact(path.numbers) ? "=" : style.almost, writer.text(path.numbers))
  }

  private func valueLink(_ value: Double) -> (String, String) {
    let printed = book.print(value)
    return (printed.isExact ? "=" : style.almost, printed.text)
  }

  private func numbers(_ path: ChainRule.Path) -> String {
    let (first, numbers) = numbersLink(path)
    let (second, value) = valueLink(path.value)
    return numbers == value ? "\(first) \(numbers)" : "\(first) \(numbers) \(second) \(value)"
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
    let (relation, value) = valueLink(rule.total)
    let first = book.isExact(sum) ? "=" : style.almost
    let line = "\(gradient) \(first) \(writer.text(sum)) \(relation) \(value)"
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
