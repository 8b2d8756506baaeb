import Autodiff
import Learning
import LessonLanguage
import Text

extension StepHTML {
  /// A working with one relation per line, the signs aligned.
  mutating func write(_ equation: Equation, _ form: Block.Form) {
    let equation = equation.onPage
    let isWhole = form == .compact || form == .answer
    if isWhole { part += 1 }
    guard !equation.links.isEmpty else {
      if !isWhole { part += 1 }
      if writes(part - 1) { element("div", "line") { $0.formula(equation.subject) } }
      return
    }
    html.mark("<div class=\"chain")
    switch TextColumns.width(FormulaText(style: style, book: equation.book).text(equation.subject))
    {
    case ...8: break
    case ...24: html.mark(" wide")
    default: html.mark(" long")
    }
    html.mark("\">")
    if equation.folded.lowerBound == 0, !equation.folded.isEmpty, writes(part - 1) {
      element("div", "relation") { $0.write(subject: equation, form) }
    }
    for position in equation.links.indices {
      if !isWhole { part += 1 }
      if position == equation.folded.lowerBound, !equation.folded.isEmpty {
        open(Omission(lines: equation.folded.count))
        html.mark("<div class=\"chain\">")
      }
      if writes(part - 1) {
        element("div", "relation") {
          if position == 0, equation.folded.lowerBound > 0 || equation.folded.isEmpty {
            $0.write(subject: equation, form)
          } else {
            $0.html.mark("<span class=\"subject\"></span>")
          }
          $0.write(equation, link: position)
        }
      }
      if position == equation.folded.upperBound - 1 { html.mark("</div></details>") }
    }
    html.mark("</div>")
  }

  private mutating func write(subject equation: Equation, _ form: Block.Form) {
    html.mark("<span class=\"subject\">")
    if form == .parameter { html.mark("<span class=\"word\">param </span>") }
    formula(equation.subject)
    html.mark("</span>")
  }

  /// Opens an element whose contents are left out until it is opened.
  private mutating func open(_ omission: Omission) {
    html.mark("<details class=\"fold\"><summary>… ")
    html.say(omission.amount)
    html.mark("</summary>")
  }

  /// A sign and the text after it.
  mutating func write(_ equation: Equation, link position: Int) {
    let link = equation.links[position]
    html.mark("<span class=\"sign\"> ")
    html.say(style.text(link.sign))
    html.mark(" </span><span class=\"side\">")
    FormulaHTML.write(link, like: equation.names(at: position), style, to: &html)
    if let picture = link.picture {
      ImageSVG.write(picture, to: &html)
      if let remark = ImageSVG.remark(on: picture) {
        html.mark(" <span class=\"legend\">")
        html.say(remark)
        html.mark("</span>")
      }
    }
    html.mark("</span>")
  }

  /// An equation on a line that wraps.
  mutating func line(_ equation: Equation, withSubject: Bool = true) {
    let equation = equation.onPage
    if withSubject { formula(equation.subject) }
    for position in equation.links.indices {
      if position == equation.folded.lowerBound, !equation.folded.isEmpty {
        open(Omission(lines: equation.folded.count))
      }
      write(equation, link: position)
      if position == equation.folded.upperBound - 1 { html.mark("</details>") }
    }
  }

  /// The node on the left, the gradients that it passes on to the right.
  mutating func write(_ backward: BackwardDocument) {
    part += 1
    let isShown = writes(part - 1)
    if isShown {
      for equation in backward.recomputed { element("div", "line") { $0.line(equation) } }
    }
    html.mark("<div class=\"backward\">")
    if isShown {
      element("div", "node") {
        $0.html.mark("<div class=\"passed\"></div><div class=\"handed\"><div class=\"line\">")
        $0.line(backward.seed)
        $0.html.mark("</div></div>")
      }
    }
    for node in backward.nodes { nextPart { $0.write(node) } }
    html.mark("</div>")
  }

  private mutating func write(_ node: BackwardDocument.Node) {
    element("div", "node") {
      $0.html.mark("<div class=\"passed\">")
      if let name = node.name {
        $0.formula(name)
        $0.html.mark("<span class=\"sign\"> = </span>")
      }
      $0.formula(node.expression)
      $0.html.mark("</div><div class=\"handed\">")
      if node.isFolded { $0.open(Omission(lines: node.rows.reduce(0) { $0 + $1.links.count })) }
      for equation in node.rows {
        $0.html.mark("<div class=\"line\">")
        $0.line(equation)
        $0.html.mark("</div>")
      }
      if node.isFolded { $0.html.mark("</details>") }
      $0.html.mark("</div>")
    }
  }

  /// The chain rule: a line for each relation of a single path, or a block for each of several paths.
  mutating func write(_ rule: ChainRuleDocument) {
    switch rule.content {
    case .cut(let sentence): nextPart { $0.paragraph("said") { $0.html.say(sentence) } }
    case .single(let equation): write(equation, .stacked)
    case .several(let introduction, let paths, let sum, let remark):
      nextPart { $0.paragraph("said") { $0.html.say(introduction) } }
      for (position, path) in paths.enumerated() {
        let isFirstFolded = position == paths.count - rule.foldedPaths
        if isFirstFolded { open(Omission(paths: rule.foldedPaths)) }
        nextPart { $0.write(path) }
        if rule.foldedPaths > 0, position == paths.count - 1 { html.mark("</details>") }
      }
      nextPart {
        $0.element("div", "line sum") { $0.line(sum) }
        if let remark { $0.paragraph("note") { $0.html.say(remark) } }
      }
    }
  }

  private mutating func write(_ path: ChainRuleDocument.Path) {
    element("div", "path") {
      $0.html.mark("<div class=\"route\">")
      for (position, node) in path.nodes.enumerated() {
        if position > 0 { $0.html.mark("<span class=\"sign\"> → </span>") }
        $0.formula(node)
      }
      $0.html.mark("</div><div class=\"line\">")
      $0.formula(path.symbols)
      $0.html.mark("</div><div class=\"line\">")
      $0.line(path.numbers, withSubject: false)
      $0.html.mark("</div>")
    }
  }
}

extension Equation {
  /// The names that the numbers of a link replace: those of the symbols before it, or the subject for the value.
  fileprivate func names(at position: Int) -> Formula? {
    if links[position].isSymbolic { return nil }
    if position > 0, links[position - 1].isSymbolic, !links[position].formula.isValue {
      return links[position - 1].formula
    }
    return position == links.count - 1 ? subject : nil
  }
}

extension Formula {
  /// Whether it is a number or a list of numbers, without arithmetic.
  fileprivate var isValue: Bool {
    switch self {
    case .number: true
    case .list(let items): items.allSatisfy { $0.isValue }
    default: false
    }
  }
}
