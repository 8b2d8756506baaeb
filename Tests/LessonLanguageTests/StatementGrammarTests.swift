import LessonLanguage
import Testing
import Text

@Suite("Statements and their words")
struct StatementGrammarTests {
  private func forms(_ text: String) throws -> [String] {
    try Parser.statements(of: text).map { $0.kind.form }
  }

  @Test(
    "every statement has its form",
    arguments: [
      ("a = 1 + 2", "define a (1 + 2)"), ("param w = 0.5", "param w 0.5"),
      ("f(a, b) = a * b", "function f(a, b) (a * b)"), ("f() = 3", "function f() 3"),
      ("forward L", "forward L"), ("backprop L", "backprop L"),
      ("step sgd(rate = 0.5)", "step sgd(rate)"),
      ("step sgd(0.5, momentum = 0.9)", "step sgd(_, momentum)"),
      ("descend L with adam() for 100 steps", "descend L adam() for 100"),
      ("descend L with adam() for 1 step", "descend L adam() for 1"),
      ("descend L with sgd(rate = 1) until change < 1e-6", "descend L sgd(rate) until 1e-6"),
      ("repeat 3 { backprop L; step sgd() }", "repeat 3 [backprop L; step sgd()]"),
      ("repeat n + 1 { }", "repeat (n + 1) []"),
      ("expect e is 0.3855", "expect e literal"), ("expect e is [1, -2.5]", "expect e literal"),
      ("expect e is -inf", "expect e literal"), ("expect e is 1/3 within 1e-9", "expect e within"),
      ("expect a + b fails", "expect (a + b) fails"), ("expect e fails \"x\"", "expect e fails x"),
      ("ask \"Why?\" a + b", "ask Why? (a + b)"),
      ("ask \"Why?\" a\n\nhint \"one\"\nhint \"two\"", "ask Why? a, one, two"),
      ("ask \"Why?\" a\nmistake -a \"no\"\nhint \"one\"", "ask Why? a, one, mistake (-a) no"),
      (
        "ask \"Why?\" \"b\" among \"a\", \"b\"\nmistake \"a\" \"no\"",
        "ask Why? 'b' among a/b, mistake 'a' no"
      ),
      ("plot f from -1 to 4", "plot f -1 4"),
      ("plot f from -1 to 2 * a with w", "plot f -1 (2 * a) with w"),
      ("plot a, b, c", "plot a, b, c"), ("plot a with log y", "plot a log y"),
      ("plot f, g from 1 to 4 with log y, w, log x", "plot f, g 1 4 with w log x log y"),
      ("plot f from 1 to 4 with log", "plot f 1 4 with log"),
      ("plot f from 1 to 4, 2 to a with log, x", "plot f 1 4, 2 a with log, x"),
      ("plot on, with, from", "plot on, with, from"), ("plot net on iris", "plot regions net iris"),
      ("explore rate from 0.01 to 1.1", "explore rate 0.01 1.1"),
      ("plot Z by digits", "plot points Z by digits"),
      ("plot Z + 1 by d", "plot points (Z + 1) by d"),
      ("plot encode(net, d)", "plot points encode(net, d)"), ("plot by, on", "plot by, on"),
      ("plot by by by", "plot points by by by"),
      ("train net on iris for 3 epochs", "train net iris"),
      ("train net on iris to reproduce for 3 epochs", "train net iris reproduced"),
      ("plot graph of L", "plot graph L"), ("plot graph of a + b", "plot graph (a + b)"),
      ("plot graph", "plot graph"), ("plot graph, of", "plot graph, of"),
      ("plot graph from 0 to of", "plot graph 0 of"), ("show a, b + c", "show a, (b + c)"),
      ("why W[0, 1]", "why W[0, 1]"),
      ("why w is not 80 %  # mine", "why w is not 80 %"), ("check L", "check L"),
      ("digits 9", "digits 9"),
      ("draw w from -0.5 to 1 step 0.05", "draw w -0.50 1.00 0.05"),
      ("test net on iris", "test net iris"), ("explain step n + 1 of net", "explain (n + 1) net"),
      ("show a + b", "show (a + b)"),
      ("a + b", "show (a + b)"), ("f(a)", "show f(a)"),
    ])
  func every(text: String, form: String) throws {
    #expect(try forms(text) == [form])
  }

  @Test(
    "a statement's word is an ordinary name unless a name, number or text follows",
    arguments: [
      "forward", "backprop", "step", "descend", "repeat", "ask", "hint", "mistake", "plot",
      "explore", "draw", "why", "among",
      "check", "digits", "data", "model", "loss", "optimizer", "train", "test", "explain",
      "brief", "full", "with", "on", "for",
      "steps", "until", "change", "from", "to", "inf", "graph", "of",
    ])
  func contextual(word: String) throws {
    #expect(try forms("\(word) = 3") == ["define \(word) 3"])
    #expect(try forms("param \(word) = 3") == ["param \(word) 3"])
    #expect(try forms("\(word)(v) = v^2") == ["function \(word)(v) (v ^ 2)"])
    #expect(try forms("\(word) - 1") == ["show (\(word) - 1)"])
    #expect(try forms("\(word)") == ["show \(word)"])
  }

  @Test(
    "a reserved word is never a name",
    arguments: ["if", "else", "is", "fails", "within", "param", "expect", "show"])
  func reserved(word: String) {
    let message = "'\(word)' is a word of the language and cannot be a name"
    #expect(
      TestProgram.failure("param \(word) = 1")
        == Diagnostic(Place(line: 1, column: 7, length: word.utf8.count), message))
    #expect(TestProgram.failure("f(\(word)) = 1")?.message == message)
  }

  @Test("statements are separated by new lines or semicolons")
  func separators() throws {
    #expect(try forms("a = 1; b = 2;\n\n;c = 3 # end").count == 3)
    let loop = "repeat 3 {\n  backprop L\n  repeat 2 { a = 1 }; b = 2\n}"
    #expect(try forms(loop) == ["repeat 3 [backprop L; repeat 2 [define a 1]; define b 2]"])
  }

  @Test("a statement remembers its text on one line, without its check")
  func source() throws {
    let statements = try Parser.statements(
      of: "W = [[1,  2],\n     [3, 4]]   #=> [[1, 2], [3, 4]]\nstep  sgd(rate = 0.1) # downhill")
    #expect(statements.map { $0.source } == ["W = [[1, 2], [3, 4]]", "step sgd(rate = 0.1)"])
    #expect(statements.map { $0.place.line } == [1, 3])
    #expect(statements[0].expectation?.place == Place(line: 2, column: 20, length: 16))
  }

  @Test("a program without statements is one")
  func empty() throws {
    for text in ["", "\n\n", "# only this", ";;"] { #expect(try forms(text).isEmpty) }
  }
}

extension Statement.Kind {
  /// The parts of a statement in a fixed form.
  fileprivate var form: String {
    switch self {
    case .definition(let name, let e): "define \(name) \(e.structure)"
    case .parameter(let name, let e): "param \(name) \(e.structure)"
    case .function(let name, let parameters, let body):
      "function \(name)(\(parameters.joined(separator: ", "))) \(body.structure)"
    case .show(let e, _): "show \(e.structure)"
    case .showImages(let shown): "show " + shown.map { $0.structure }.joined(separator: ", ")
    case .forward(let e): "forward \(e.structure)"
    case .backprop(let e): "backprop \(e.structure)"
    case .step(let call): "step \(call.form)"
    case .descend(let e, let call, .steps(let count)):
      "descend \(e.structure) \(call.form) for \(count.structure)"
    case .descend(let e, let call, .untilChange(let bound)):
      "descend \(e.structure) \(call.form) until \(bound.structure)"
    case .repeat(let count, let body):
      "repeat \(count.structure) [\(body.map { $0.kind.form }.joined(separator: "; "))]"
    case .expect(let e, .literal): "expect \(e.structure) literal"
    case .expect(let e, .within): "expect \(e.structure) within"
    case .expect(let e, .failure(let text)):
      "expect \(e.structure) fails" + (text.map { " " + $0 } ?? "")
    case .ask(let question):
      "ask \(question.text) \(question.answer.form)"
        + (question.choices.isEmpty ? "" : " among \(question.choices.joined(separator: "/"))")
        + question.hints.map { ", " + $0 }.joined()
        + question.mistakes.map { ", mistake \($0.reply.form) \($0.message)" }.joined()
    case .plot(let call): "plot " + call.form
    case .explore(let name, let from, let to): "explore \(name) \(from.structure) \(to.structure)"
    case .draw(let range): "draw \(range.name) \(range.from) \(range.to) \(range.distance)"
    case .why(let e): "why \(e.structure)"
    case .diagnose(let e, let answer): "why \(e.structure) is not \(answer.text)"
    case .check(let e): "check \(e.structure)"
    case .digits(let e): "digits \(e.structure)"
    case .data(let call): "data \(call.name) \(call.path)"
    case .model(let call): "model \(call.name) [\(call.specification)]"
    case .loss(let call): "loss \(call.loss.name)"
    case .optimizer(let call): "optimizer \(call.form)"
    case .train(let call):
      "train \(call.model) \(call.data)" + (call.reproduces ? " reproduced" : "")
    case .test(let call): "test \(call.model) \(call.data)"
    case .explain(let call): "explain \(call.step.structure) \(call.model)"
    }
  }
}

extension PlotCall {
  fileprivate var form: String {
    switch self {
    case .curves(let names, let span, let point, let scales):
      names.joined(separator: ", ") + span.form + (point.map { " with " + $0 } ?? "")
        + scales.form
    case .histories(let names, let scales): names.joined(separator: ", ") + scales.form
    case .contour(let name, let x, let y, let paths):
      name + x.form + "," + y.form
        + (paths.isEmpty ? "" : " with " + paths.joined(separator: ", "))
    case .regions(let call): "regions \(call.model) \(call.data)"
    case .graph(let e): "graph \(e.structure)"
    case .points(let e, let data, _): "points \(e.structure)" + (data.map { " by \($0)" } ?? "")
    }
  }
}

extension PlotCall.Span {
  fileprivate var form: String { " \(from.structure) \(to.structure)" }
}

extension Plot.Scales {
  fileprivate var form: String {
    (x == .log ? " log x" : "") + (y == .log ? " log y" : "")
  }
}

extension IngredientCall {
  fileprivate var form: String {
    name + "(" + arguments.map { $0.name ?? "_" }.joined(separator: ", ") + ")"
  }
}

extension QuestionCall.Reply {
  fileprivate var form: String {
    switch self {
    case .value(let expression): expression.structure
    case .choice(let choice): "'\(choice)'"
    }
  }
}
