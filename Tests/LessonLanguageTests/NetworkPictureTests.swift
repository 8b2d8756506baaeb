import Autodiff
import Learning
import Testing
import Text

@testable import LessonLanguage

@Suite("The picture of a network")
struct NetworkPictureTests {
  private func picture(_ steps: [Step]) throws -> NetworkPicture {
    guard case .drawing(.network(let picture))? = steps.last?.outcome else {
      throw Diagnostic("no picture")
    }
    return picture
  }

  @Test("a trained network has its weights, with which the layers give what the network predicts")
  func trained() throws {
    let (session, steps) = try Moons.run(Moons.program + "\nplot net")
    let picture = try picture(steps)
    #expect(picture.layers.map { $0.shape?.sizes } == [[2], [8], [2]])
    #expect(picture.layers[0].names == ["x", "y"] && picture.layers[2].names.count == 2)
    #expect(
      picture.layers[1].parameters?.map { $0.shape } == [Shape([8, 2]), Shape([8])]
        && picture.isTrained)
    let tensors = picture.layers.flatMap { $0.weights }.map { $0.value }
    let text = tensors.map { tensor in
      let numbers = tensor.elements.map { "\($0)" }
      return "reshape([\(numbers.joined(separator: ", "))], \(tensor.shape))"
    }
    var program = TestProgram(session)
    // The features are scaled first: the weights apply to what the scaling gives.
    try program.run(
      """
      a = net([0.3, 0.2]); b = net([0.4, 0.2])
      hidden(u) = tanh(\(text[0]) @ u + \(text[1]))
      output(u) = softmax(\(text[2]) @ hidden(u) + \(text[3]))
      """)
    let ingredients = try #require(session.shelf.trained["net"]).ingredients.featureScaling
    for (name, point) in [("a", [0.3, 0.2]), ("b", [0.4, 0.2])] {
      let scaled = point.indices.map {
        (point[$0] - ingredients.offsets[$0]) / ingredients.spreads[$0]
      }
      try program.run(
        "expect output([\(scaled[0]), \(scaled[1])]) is \(name) within 1e-12")
    }
    #expect(program.checks.allSatisfy { $0.holds } && program.checks.count == 2)
  }

  @Test("before training it has the layers, for the only data that it fits")
  func untrained() throws {
    let load = "data moons = load \"moons\"\n"
    let model = "model net = dense 3 tanh, dense 2 softmax\nplot net"
    let known = try picture(Moons.run(load + model).1)
    #expect(known.layers.map { $0.shape?.sizes } == [[2], [3], [2]] && !known.isTrained)
    #expect(
      known.layers.map { $0.parameters?.map { $0.shape.sizes } } == [
        [], [[3, 2], [3]], [[2, 3], [2]],
      ])
    let alone = try picture(Moons.run(model).1)
    #expect(alone.layers.map { $0.shape?.sizes } == [nil, [3], [2]])
    #expect(
      alone.layers.map { $0.parameters?.map { $0.shape.sizes } } == [[], nil, [[2, 3], [2]]])
    let images = try picture(
      Moons.run("model net = conv 4 3x3 relu, flatten, dense 3 softmax\nplot net").1)
    #expect(images.layers.map { $0.shape?.sizes } == [nil, nil, nil, [3]])
  }

  @Test("a value of the same name is plotted as a history")
  func names() throws {
    let steps = try Moons.run("model net = dense 3\nnet = 1\nnet = 2\nplot net").1
    guard case .plot(let plot) = steps[3].outcome else {
      Issue.record("no plot")
      return
    }
    #expect(plot.series[0].points.count == 2)
    #expect(
      TestProgram.failure("model net = dense 3\nplot net, a")?.message
        == "'net' has no values to plot")
  }
}

@Suite("Several images")
struct NamedImageTests {
  @Test("matrices of any size up to 32, and each matrix of a larger tensor")
  func images() throws {
    let program = "k = [[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]\nshow [[1, -2]], k"
    guard case .drawing(.images(let images))? = try TestProgram(program).steps.last?.outcome else {
      Issue.record("no images")
      return
    }
    #expect(images.map { $0.matrix.elements } == [[1, -2], [1, 2, 3, 4], [5, 6, 7, 8]])
    #expect(images.map { $0.matrix.shape.sizes } == [[1, 2], [2, 2], [2, 2]])
    guard case .element(_, let index) = images[2].name else {
      Issue.record("no element")
      return
    }
    #expect(index == [1, 0])
  }

  @Test("anything else is an error that says what an image is")
  func errors() {
    #expect(
      TestProgram.failure("show [[1]], 2")
        == Diagnostic(
          Place(line: 1, column: 13),
          "several values are shown as images, and this has shape []; an image is a matrix of up to 32 "
            + "rows and columns"))
    #expect(TestProgram.failure("show one_hot(0, 33), [[1]]") != nil)
    #expect(
      TestProgram.failure("k = reshape(one_hot(0, 17), [17, 1, 1])\nshow k, k")?.message
        == "at most 16 images are shown side by side")
  }
}
