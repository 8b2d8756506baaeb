import Autodiff
import Foundation
import Learning
import Testing
import Text

@testable import LessonLanguage
@testable import Rendering

@Suite("Graphs, networks and images on a page")
struct DrawingHTMLTests {
  private static let network = """
    param W1 = [[0.15, 0.20], [0.25, 0.30]]
    x = [0.05, 0.10]
    b1 = 0.35
    z1 = W1 @ x + b1
    h = sigmoid(z1)
    param W2 = [[0.40, 0.45], [0.50, 0.55]]
    b2 = 0.60
    z2 = W2 @ h + b2
    o = sigmoid(z2)
    t = [0.01, 0.99]
    E = 1/2 * sum((t - o)^2)
    backprop E
    plot graph of E
    """

  /// The texts of the pictures, which a parsed page leaves out.
  private func texts(_ page: String) -> [String] {
    page.matches(of: /<text [^>]*>([^<]*)<\/text>/).map { String($0.1) }
  }

  @Test("small matrices are lines, with each weight and its gradient once")
  func lines() {
    let page = Rendered(Self.network).body()
    let texts = texts(page)
    for weight in ["0.15", "0.20", "0.25", "0.30", "0.40", "0.45", "0.50", "0.55"] {
      #expect(texts.filter { $0 == weight }.count == 1, "\(weight)")
    }
    for gradient in ["← ≈ 0.0822", "← ≈ 0.0827", "← ≈ −0.0226", "← ≈ −0.0227", "← ≈ 0.000439"] {
      #expect(texts.filter { $0 == gradient }.count == 1, "\(gradient)")
    }
    #expect(!texts.contains("W1") && texts.contains("z1") && texts.contains("W1 @ x + b1"))
    #expect(page.contains("<title>graph of E</title><desc>From left to right: x, "))
  }

  @Test("the picture can be opened in words, which have its numbers")
  func words() throws {
    let body = Rendered(Self.network).body()
    let page = ParsedPage(body)
    #expect(page.fault == nil)
    #expect(body.contains("<summary>The same in words</summary>"))
    let svg = try #require(page.elements.first { $0.name == "svg" })
    #expect(svg.attributes["role"] == "img" && svg.attributes["width"]?.hasSuffix("rem") == true)
  }

  @Test("the weights of a small network are on its lines, and the sign of each is its stroke")
  func weights() throws {
    func working(_ name: String, _ rows: [[Double]], isVector: Bool = false) -> Working {
      let shape = isVector ? Shape([rows[0].count]) : Shape([rows.count, rows[0].count])
      let lists = rows.map { Formula.list($0.map { Formula.number($0) }) }
      return Working(
        subject: .name(name), symbols: [], arithmetic: [],
        result: isVector ? lists[0] : .list(lists), value: Tensor(shape, rows.flatMap { $0 }))
    }
    let dense = LayerSpecification.dense(units: 2, .tanh)
    let model = try Model(ModelSpecification(layers: [dense]), sampleShape: Shape([2]))
    let picture = NetworkPicture(
      model: "net",
      layers: [
        .init(
          specification: nil, shape: Shape([2]), names: ["left", "<right>"], parameters: [],
          weights: []),
        .init(
          specification: dense, shape: Shape([2]), names: [],
          parameters: model.parameters,
          weights: [
            working("net.0.weight", [[0.5, -1], [2, 1 / 3.0]]),
            working("net.0.bias", [[0.25, -3]], isVector: true),
          ]),
      ])
    let writer = FormulaText(
      style: Style(), book: NumberBook(NumberFormat(decimals: 4, unicode: true)))
    var html = HTMLWriter()
    NetworkSVG(NetworkDocument(picture, writer), Style()).write(to: &html)
    #expect(ParsedPage(html.text).fault == nil)
    let texts = texts(html.text)
    #expect(
      texts == [
        "0.5", "−1", "2", "≈ 0.3333", "input", "2 values", "left", "&lt;right&gt;", "dense 2 tanh",
        "2 neurons", "b = 0.25", "b = −3",
      ])
    let widths = html.text.matches(of: /class="link (positive|negative)" stroke-width="([0-9.]+)"/)
      .map { "\($0.1) \($0.2)" }
    #expect(widths == ["positive 1.1", "negative 1.7", "positive 3", "positive 0.8"])
  }

  @Test("a gradient that comes back over several links is written on each")
  func shares() {
    let page = Rendered(
      "param w = 3\na = 2 * w\nb = w^2\nL = a * b + w\nbackprop L\nplot graph of L"
    )
    .body()
    let texts = texts(page)
    for part in ["← 18", "← 36", "← 1", "← 55"] { #expect(texts.contains(part), "\(part)") }
  }

  @Test("names of data and quantities are inert")
  func hostile() {
    let name = GraphBox(
      Equation(
        Working(
          subject: .name("<b>&\u{202E}"), symbols: [], arithmetic: [], result: .number(1),
          value: Tensor(1)), NumberBook(NumberFormat(decimals: 4, unicode: true))),
      gradient: nil, Style())
    var html = HTMLWriter()
    name.write(.init(x: 0, y: 0, width: 10, height: 10), .input, to: &html)
    #expect(html.text.contains("&lt;b&gt;&amp;") && !html.text.contains("\u{202E}"))
  }

  @Test("a pixel has its share of the brightness, and one below 0 its own colour and stroke")
  func pixels() {
    let page = Rendered("show [[0, 4], [-2, 1]], [[3, 3], [3, 3]]").body()
    #expect(
      page.contains(
        """
        <rect width="100%" height="100%" class="zero"/>\
        <rect class="above" width="10" height="10" x="10" y="0" fill-opacity="1"/>\
        <rect class="below" width="10" height="10" x="0" y="10" fill-opacity="0.50"/>\
        <path class="stroke" d="M3 15h4"/>\
        <rect class="above" width="10" height="10" x="10" y="10" fill-opacity="0.25"/></svg>
        """), "\(page)")
    #expect(page.contains("2×2, from −2 to 4") && page.contains("2×2, all 3"))
  }

  @Test("the error table has the counts of the terminal, shaded by their share of the class")
  func errors() {
    let rendered = WholeRuns.lesson("four-ingredients.md")
    let page = rendered.body()
    #expect(page.contains("<caption>rows: actual class; columns: predicted class</caption>"))
    #expect(page.contains("<th scope=\"row\">setosa</th><td class=\"right shade5\">8</td>"))
    #expect(page.contains("<td class=\"wrong shade1\">1</td><td class=\"right shade4\">6</td>"))
    #expect(
      rendered.text().contains(
        "virginica        ·           1          6    100.0 %   85.7 %   92.3 %"))
  }

  @Test("JSON has the values of the session")
  func json() throws {
    func object(_ program: String) throws -> [String: Any] {
      let line = try #require(Rendered(program).json.last)
      return try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let graph = try object(Self.network)
    #expect(graph["kind"] as? String == "graph")
    let nodes = try #require(graph["nodes"] as? [[String: Any]])
    #expect(nodes.count == 11 && nodes.last?["is"] as? String == "operation")
    let line = try #require(Rendered(Self.network).json.last)
    let values = Rendered(Self.network + "\ngrad(W2)\nz2").steps.suffix(2).compactMap { $0.value }
    try #require(values.count == 2)
    #expect(line.contains("\"name\":{\"name\":\"W2\"},\"formula\":null"))
    #expect(line.contains("\"gradient\":" + JSON(values[0]).text))
    #expect(line.contains("\"value\":" + JSON(values[1]).text))
    let images = try object("show [[1, -2]], [[3], [1/3]]")
    #expect(images["kind"] as? String == "images")
    let matrices = (images["images"] as? [[String: Any]])?.compactMap { $0["value"] as? [[Double]] }
    #expect(matrices == [[[1, -2]], [[3], [1.0 / 3]]])
  }
}
