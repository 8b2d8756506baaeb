import Autodiff
import Learning
import Text

/// `plot encode(net, digits)`, `plot Z by digits`: samples as points, marked by their classes.
extension Session {
  /// - Parameters:
  ///   - name: the data set whose training part has the classes; that of an `encode` if no other is named.
  ///   - place: its place.
  mutating func scatter(
    _ points: Expression, by name: String?, at place: Place, statement: Place
  ) throws(Diagnostic) -> Step {
    let name = name ?? points.encodedData.flatMap { shelf.data[$0] == nil ? nil : $0 }
    let prepared = try name.map { (name) throws(Diagnostic) in try data(name, at: place) }
    let values = try valueOf(points)
    guard values.shape.rank == 2, values.shape.sizes[1] == 2 else {
      throw Diagnostic(
        points.place,
        "points are drawn from a matrix of two columns, and this has shape \(values.shape)"
          + (values.shape.rank == 2 ? "" : ": a curve is plotted as in: plot f from -1 to 4"))
    }
    let count = values.shape.sizes[0]
    var labels: [Int] = []
    var classes: [String] = []
    if let name, let prepared {
      let rows = prepared.split.training
      guard rows.count == count else {
        throw Diagnostic(
          points.place,
          "this has \(count.counting("row")), and the training part of '\(name)' "
            + "\(rows.count.counting("sample")): the points are those of its samples, in their order"
        )
      }
      if case .classes(let all, let names) = prepared.data.targets.given {
        (labels, classes) = (rows.map { all[$0] }, names)
      }
    }
    let picture = ScatterPicture(
      title: points.text, xName: "first number", yName: "second number",
      points: values.elements, labels: labels, classes: classes)
    try spend(20 * Double(count), at: statement)
    try spendOnPicture(points: picture.samples.count, at: statement)
    return Step(place: statement, outcome: .scatter(picture))
  }
}

extension Expression {
  /// The data set of a call of `encode`, if it is one.
  fileprivate var encodedData: String? {
    guard case .call(WholeFunction.encode.rawValue, let arguments) = kind, arguments.count == 2,
      case .name(let name) = arguments[1].value.kind
    else { return nil }
    return name
  }
}
