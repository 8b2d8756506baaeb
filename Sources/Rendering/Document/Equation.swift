import Autodiff
import LessonLanguage
import Text

/// A working as a subject and a chain of relations, every number with enough digits to make the line true.
struct Equation {
  enum Sign {
    case equals, almost, becomes, leads
  }

  struct Link {
    var sign: Sign
    let formula: Formula
    /// The printed forms of its numbers.
    let book: NumberBook
    /// Whether it is a formula in symbols, not with numbers substituted.
    let isSymbolic: Bool
    /// Whether it is true only to the printed digits.
    let isRounded: Bool
    /// The value as an image.
    var picture: Tensor?

    init(_ sign: Sign, _ formula: Formula, _ book: NumberBook, isSymbolic: Bool = false) {
      self.sign = sign
      self.formula = formula
      self.book = book
      self.isSymbolic = isSymbolic
      isRounded = sign == .almost
    }

    /// The text of a rounded number that is not part of a formula, to its known digits; `nil` for anything else.
    var roundedNumber: String? {
      guard isRounded, case .number(let value, _) = formula else { return nil }
      return book.roundedText(value)
    }
  }

  let subject: Formula
  let book: NumberBook
  private(set) var links: [Link]
  /// The links that are left out unless a reader asks for them.
  private(set) var folded = 0..<0

  /// - Parameter book: the book that has determined the digits of the step's numbers.
  init(_ working: Working, _ book: NumberBook) {
    subject = working.subject
    self.book = book
    let relations = working.relations
    links = relations.filter { $0.kind == .symbols }.map {
      Link(.equals, $0.formula, book, isSymbolic: true)
    }
    if case .summary = working.result {
      links.append(Link(.leads, working.result, book))
    } else {
      let chain = TrueDigits.Chain(working.arithmetic, result: working.result)
      let books = TrueDigits.books(for: chain, sharing: book)
      let isExact = Exactness.ofLines(chain.all, books)
      links += relations.filter { $0.kind != .symbols }.map {
        Link(isExact[$0.index] ? .equals : .almost, $0.formula, books[$0.index])
      }
    }
    if links.isEmpty { return }
    if working.isImage { links[links.count - 1].picture = working.value }
    if working.isAssignment { links[0].sign = .becomes }
  }

  /// A gradient and its product along the only path.
  init(_ rule: ChainRule, path: ChainRule.Path, _ book: NumberBook) {
    subject = rule.gradient
    self.book = book
    let numbers = Self.numbers(path.numbers, path.value, book)
    links = rule.relations.map { relation in
      relation.kind == .symbols
        ? Link(.equals, path.symbols, book, isSymbolic: true) : numbers[relation.index]
    }
  }

  /// A line of numbers and its value.
  init(_ subject: Formula, numbers: Formula, value: Double, _ book: NumberBook) {
    self.subject = subject
    self.book = book
    links = Self.numbers(numbers, value, book)
  }

  /// The formula in symbols and the value alone, whose sign is still that of the whole derivation.
  var short: Equation {
    var equation = self
    let symbols = links.first { $0.isSymbolic }
    let value = links.last { !$0.isSymbolic }
    equation.links = (symbols.map { [$0] } ?? []) + (value.map { [$0] } ?? [])
    return equation
  }

  /// The value alone.
  var valueAlone: Equation {
    var equation = self
    equation.links = Array(links.suffix(1))
    return equation
  }

  /// Without the value if it is printed like the numbers.
  func withoutRepetition(_ writer: FormulaText) -> Equation {
    guard links.count == 2, writer.text(links[0]) == writer.text(links[1]) else { return self }
    var equation = self
    equation.links.removeLast()
    return equation
  }

  /// Leaves out everything between the first line and the result.
  /// - Parameter isStated: whether the statement is above it or is its subject, so that not even the first line is needed.
  mutating func fold(isStated: Bool) {
    let first = isStated ? 0 : 1
    if links.count - 1 > first { folded = first..<links.count - 1 }
  }

  /// The equation as on a page, where the label of a single folded line would take its room.
  var onPage: Equation {
    guard folded.count == 1 else { return self }
    var equation = self
    equation.folded = 0..<0
    return equation
  }

  private static func numbers(_ numbers: Formula, _ value: Double, _ book: NumberBook) -> [Link] {
    let all = [numbers, .number(value)]
    let isExact = Exactness.ofLines(all, [book, book])
    return zip(all, isExact).map { Link($1 ? .equals : .almost, $0, book) }
  }
}

extension Working {
  /// Symbols, numbers substituted and the value, without intermediate steps, for a line among many.
  var brief: Working {
    Working(
      subject: subject, symbols: symbols, arithmetic: Array(arithmetic.prefix(1)), result: result,
      value: value)
  }

  /// Symbols and the value.
  var withoutNumbers: Working {
    Working(
      subject: subject, symbols: symbols, arithmetic: [], result: result, value: value)
  }

  var valueOnly: Working {
    Working(subject: subject, symbols: [], arithmetic: [], result: result, value: value)
  }
}
