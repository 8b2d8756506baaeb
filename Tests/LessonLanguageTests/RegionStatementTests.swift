import Autodiff
import Learning
import TestSupport
import Testing
import Text

@testable import LessonLanguage

@Suite("The regions of a network")
struct RegionStatementTests {
  private static let regions = Moons.program + "\nplot net on moons"

  private func picture(_ text: String) throws -> (Session, RegionPicture) {
    let (session, steps) = try Moons.run(text)
    let step = try #require(steps.last)
    guard case .regions(let picture) = step.outcome else { throw Diagnostic(step.place, "none") }
    return (session, picture)
  }

  @Test("each point has the class that the network names there, and the edges enclose all samples")
  func grid() throws {
    let (session, picture) = try picture(Self.regions)
    let grid = picture.grid
    for (column, row) in [
      (0, 0), (57, 31), (100, 50), (133, 72), (grid.x.count - 1, grid.y.count - 1),
    ] {
      let (x, y) = (grid.x.coordinate(column), grid.y.coordinate(row))
      let answer = try TestProgram(session).number("argmax(net([\(x), \(y)]))")
      #expect(answer == grid.value(column: column, row: row))
    }
    let data = Generated.moons(count: 120, seed: 3)
    let xs = stride(from: 0, to: data.features.count, by: 2).map { data.features[$0] }
    #expect(grid.x.from < (xs.min() ?? 0) && (xs.max() ?? 0) < grid.x.to)
    #expect([grid.x.name, grid.y.name] == data.featureNames)
    #expect(picture.output == .classes(["upper", "lower"]))
  }

  @Test("samples are those of the training and validation part, wrong ones as in the accuracy")
  func samples() throws {
    let (session, picture) = try picture(Self.regions + "\nplot net on moons")
    let data = Generated.moons(count: 120, seed: 3)
    let split = try Split(data, ratio: .standard, seed: 3)
    let rows = split.training + split.validation
    #expect(picture.samples.map { $0.x } == rows.map { data.features[2 * $0] })
    #expect(
      picture.samples.map { $0.target }
        == rows.map { row in
          if case .classes(let labels, _) = data.targets { Double(labels[row]) } else { -1 }
        })
    #expect(picture.parts.map { $0.samples } == [split.training.count, split.validation.count])
    let accuracy = try TestProgram(session).number("validation_accuracy")
    let wrong = try #require(picture.parts[1].wrong)
    #expect(isClose(accuracy, 1 - Double(wrong) / Double(split.validation.count)))
    let isWrong = picture.samples.filter { $0.predicted != $0.target }
    #expect(isWrong.filter { $0.part == .validation }.count == wrong)
  }

  @Test(
    "an impossible picture says what to do",
    arguments: [
      (
        "data iris = load \"four\"\nplot net on iris",
        "'iris' has 4 features, and a picture has room for two features: plot a network on data with two, such as moons, or "
          + "use 'test net on iris' for its errors in numbers"
      ),
      (
        "model other = dense 2 softmax\nplot other on moons",
        "'other' has learned nothing yet: train other on moons first"
      ),
      (
        "data more = load \"moons\" seed 4\nplot net on more",
        "'net' was trained on 'moons', and 'more' has another split: plot net on moons"
      ),
      ("plot nett on moons", "there is no model 'nett'; did you mean 'net'?"),
      ("plot net on moon", "there is no data set 'moon'; did you mean 'moons'?"),
    ])
  func errors(statement: String, message: String) throws {
    let failure = try failure(Moons.program + "\n" + statement)
    #expect(failure == message)
  }

  /// Data sets besides the moons: with four features, and with a number as the target, 3a − 2b.
  private static let loader = DataLoader { (request) throws(Diagnostic) in
    if request.path == "moons" { return try Moons.loader.load(request) }
    let width = request.path == "four" ? 4 : 2
    let features = (0..<40 * width).map { Double(($0 * 37) % 23) / 4 }
    let targets = (0..<40).map { 3 * features[width * $0] - 2 * features[width * $0 + 1] }
    return DataSet(
      name: request.path, source: "", sampleShape: Shape([width]), features: features,
      columns: .numbers(["a", "b", "c", "d"].prefix(width).map { $0 }),
      targets: .numbers(targets, names: ["t"]), targetName: "t")
  }

  private func run(_ text: String) throws(Diagnostic) -> (Session, [Step]) {
    var session = Session(loader: Self.loader)
    var steps: [Step] = []
    for statement in try Parser.statements(of: text) { steps.append(try session.run(statement)) }
    return (session, steps)
  }

  private func failure(_ text: String) throws -> String? {
    do throws(Diagnostic) {
      _ = try run(text)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("numbers are shown in the units of the target")
  func numbers() throws {
    let (session, steps) = try run(
      """
      data plane = load "plane" split 70/15/15
      model net = dense 1
      loss mse
      optimizer adam(rate = 0.1)
      train net on plane for 5 epochs
      plot net on plane
      """)
    guard case .regions(let picture)? = steps.last?.outcome else {
      Issue.record("no picture")
      return
    }
    let grid = picture.grid
    for (column, row) in [(0, 0), (91, 17), (grid.x.count - 1, grid.y.count - 1)] {
      let (x, y) = (grid.x.coordinate(column), grid.y.coordinate(row))
      let output = try TestProgram(session).number("sum(net([\(x), \(y)]))")
      #expect(isClose(output, grid.value(column: column, row: row)))
    }
    #expect(picture.output == .number("t"))
    #expect(picture.parts.allSatisfy { $0.wrong == nil })
    #expect(picture.samples.allSatisfy { isClose($0.target, 3 * $0.x - 2 * $0.y) })
  }
}
