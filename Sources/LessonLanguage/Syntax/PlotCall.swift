import Text

/// The subject of a `plot` statement.
package enum PlotCall: Sendable {
  /// `plot f, g from a to b`: functions of one number.
  case curves([String], Span, point: String?, Plot.Scales)
  /// `plot a, b`: the values that names had over time. `plot net`: the layers of a model.
  case histories([String], Plot.Scales)
  /// `plot f from a to b, c to d`: a function of two numbers.
  case contour(String, x: Span, y: Span, paths: [String])
  /// `plot net on moons`: a network over the two features of its data.
  case regions(TestCall)
  /// `plot Z by digits`, `plot encode(net, digits)`: the rows of a matrix as points, marked by the classes of the samples.
  case points(Expression, data: String?, dataPlace: Place)
  /// `plot graph of L`: the operations behind a value.
  case graph(Expression)

  package struct Span: Sendable {
    package let from: Expression
    package let to: Expression
  }
}

/// The grammar of `plot`:
///
///     plot    = names ["from" span ["," span]] ["with" clause {"," clause}]
///             | name "on" name | expression ["by" name] | "graph" "of" expression
///     span    = expression "to" expression
///     clause  = name | "log" ("x" | "y")
extension Parser {
  mutating func plot() throws(Diagnostic) -> PlotCall {
    if isWord("graph"), isWord("of", ahead: 1) {
      position += 2
      return .graph(try expression())
    }
    if isOfPoints { return try points() }
    let first = try name("to plot")
    if isWord("on") {
      _ = advance()
      let data = try name("of a data set")
      return .regions(
        TestCall(
          model: first.text, modelPlace: first.place, data: data.text, dataPlace: data.place))
    }
    var names = [first.text]
    while take(.comma) { names.append(try name("to plot").text) }
    guard takeWord("from") else {
      let clauses = try clauses()
      if let point = clauses.names.first {
        throw Diagnostic(
          point.place,
          "only the curve of a function marks a value, as in: plot f from -1 to 4 with \(point.text)"
        )
      }
      return .histories(names, clauses.scales)
    }
    let x = try span()
    guard isSymbol(.comma) else {
      let clauses = try clauses()
      if clauses.names.count > 1 {
        throw Diagnostic(clauses.names[1].place, "a curve marks one value")
      }
      return .curves(names, x, point: clauses.names.first?.text, clauses.scales)
    }
    let comma = advance()
    let y = try span()
    if names.count > 1 {
      throw Diagnostic(comma.place, "level lines are of one function; plot the others separately")
    }
    let clauses = try clauses()
    if let place = clauses.scalePlace {
      throw Diagnostic(place, "the axes of level lines cannot be logarithmic")
    }
    return .contour(first.text, x: x, y: y, paths: clauses.names.map { $0.text })
  }

  /// Whether the subject is an expression, or a name with `by` after it.
  private var isOfPoints: Bool {
    guard present.kind == .name else { return false }
    if isWord("by", ahead: 1) { return true }
    guard case .symbol(let symbol) = ahead(1).kind else { return false }
    return ![.comma, .semicolon, .closeBrace].contains(symbol)
  }

  private mutating func points() throws(Diagnostic) -> PlotCall {
    let points = try expression()
    guard takeWord("by") else { return .points(points, data: nil, dataPlace: points.place) }
    let data = try name("of the data set whose classes mark the points")
    return .points(points, data: data.text, dataPlace: data.place)
  }

  private mutating func span() throws(Diagnostic) -> PlotCall.Span {
    let from = try expression()
    try requireWord("to", "and the other end, as in: from -1 to 4")
    return PlotCall.Span(from: from, to: try expression())
  }

  private struct PlotClauses {
    var names: [Token] = []
    var scales = Plot.Scales()
    /// The place of the first logarithmic axis.
    var scalePlace: Place?
  }

  /// Parses `with w, log y`. `log` is a value's name unless `x` or `y` follows.
  private mutating func clauses() throws(Diagnostic) -> PlotClauses {
    var clauses = PlotClauses()
    guard takeWord("with") else { return clauses }
    repeat {
      let isAxis = isWord("log") && (isWord("x", ahead: 1) || isWord("y", ahead: 1))
      let token = try name("of the value to mark, or 'log x' or 'log y'")
      guard isAxis else {
        if token.text == "log", present.kind == .name { throw unexpected("'x' or 'y' after 'log'") }
        clauses.names.append(token)
        continue
      }
      clauses.scalePlace = clauses.scalePlace ?? token.place
      if advance().text == "x" { clauses.scales.x = .log } else { clauses.scales.y = .log }
    } while take(.comma)
    return clauses
  }
}
