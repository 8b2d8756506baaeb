import Autodiff
import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// The networks that are trained at the present point, for the reader to try.
extension PageVisit {
  private static let mostFields = 30
  private static let largestSide = 32

  /// A pad to draw on for each network of small grey images, and fields for each network of a table.
  var networks: String {
    var stepper = stepper
    return stepper.environment().networks.map { name, ingredients in
      let data = ingredients.data
      let inputs =
        Self.imageSize(data).map { Self.pad(height: $0.height, width: $0.width, for: name) }
        ?? (!data.columns.isEmpty && !data.isOfImages && data.columns.count <= Self.mostFields
          ? Self.fields(data) : nil)
      guard let inputs else { return "" }
      return "<fieldset data-network=\"\(HTML.escaped(name))\"><legend>Try "
        + "<code>\(HTML.escaped(name))</code></legend>\(inputs)"
        + "<div data-prediction></div></fieldset>"
    }.joined()
  }

  /// The sizes of grey images that are small enough to draw; `nil` for other samples.
  private static func imageSize(_ data: DataSet) -> (height: Int, width: Int)? {
    let sizes = data.sampleShape.sizes
    guard sizes.count == 3, sizes[0] == 1, max(sizes[1], sizes[2]) <= largestSide,
      data.white != nil
    else { return nil }
    return (sizes[1], sizes[2])
  }

  private static func pad(height: Int, width: Int, for name: String) -> String {
    """
    <canvas data-pad data-key="pad-\(HTML.escaped(name))" tabindex="0" role="application" width="\(width * InkDrawing.fineness)" \
    height="\(height * InkDrawing.fineness)" data-fineness="\(InkDrawing.fineness)" aria-label="Drawing for \(HTML.escaped(name)), \
    \(height) by \(width): arrow keys move, space draws, delete clears"></canvas>\
    <p>Draw here, or move with the arrow keys, draw with space. \
    <button type="button" data-clear>Clear</button></p>
    """
  }

  /// A field for each column: a number, empty if it is missing, or a choice of categories. They begin with the first sample.
  private static func fields(_ data: DataSet) -> String {
    let sample = data.sample(0)
    var position = 0
    return data.columns.map { column in
      let own = sample[position..<position + column.width]
      position += column.width
      return "<label>\(HTML.escaped(column.name)) \(field(column, Array(own)))</label>"
    }.joined()
  }

  private static func field(_ column: FeatureColumn, _ values: [Double]) -> String {
    switch column.kind {
    case .number:
      return "<input inputmode=\"decimal\" autocomplete=\"off\" data-feature "
        + (column.hasGaps ? "placeholder=\"missing\" " : "")
        + "value=\"\(values[0].isNaN ? "" : values[0].shortest)\">"
    case .categories(let names):
      return "<select data-feature>"
        + zip(names, values).map { name, value in
          "<option\(value == 1 ? " selected" : "")>\(HTML.escaped(name))</option>"
        }.joined() + "</select>"
    }
  }

  /// Returns the prediction of a network for a drawing, `ink`, or for typed `values`.
  func prediction(_ name: String, _ request: JSON) throws(Diagnostic) -> JSON {
    var stepper = stepper
    let session = stepper.environment()
    guard let data = session.networks.first(where: { $0.name == name })?.ingredients.data else {
      throw Diagnostic("there is no trained network \(name.quoted) here")
    }
    var sample: [Double] = []
    var picture: Tensor?
    if let ink = request["ink"]?.string {
      guard let (height, width) = Self.imageSize(data),
        let drawing = InkDrawing(ink, height: height, width: width)
      else { throw Diagnostic("the drawing does not fit the images of \(name.quoted)") }
      if drawing.isEmpty { return .object([("html", .string(""))]) }
      sample = drawing.filling.pixels(white: data.white ?? 1)
      picture = Tensor(Shape([height, width]), sample)
    } else {
      for (column, text) in zip(data.columns, request["values"]?.strings ?? []) {
        guard let values = column.features(of: text) else {
          let html = HTML.paragraph("\(column.name): \(text.quoted) is not a number")
          return .object([("html", .string(html))])
        }
        sample += values
      }
    }
    let outputs = try session.outputs(of: name, for: sample)
    return .object([("html", .string(PredictionHTML(outputs, data, seen: picture, style).html))])
  }
}
