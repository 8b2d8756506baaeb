import Foundation
import TestSupport
import Testing

@Suite("The built program: pictures over a pipe")
struct BinaryTestsPictures {
  private static let program = """
    bowl(a, b) = a^2 + 4 * b^2
    param a = -3
    param b = 1
    L = bowl(a, b)
    descend L with sgd(rate = 0.1) for 4 steps
    plot bowl from -4 to 4, -2 to 2 with a, b
    plot L with log y
    data moons = load "moons" seed 1
    model net = dense 4 tanh, dense 2 softmax
    train net on moons for 3 epochs
    plot net on moons

    """

  private func run(_ options: String..., language: String = "C.UTF-8") throws -> BinaryRun {
    try BinaryRun(
      words: ["run", "-"] + options, input: Data(Self.program.utf8),
      environment: ["LANG": language])
  }

  private func object(_ kind: String) throws -> [String: Any] {
    let run = try run("--format", "json")
    #expect(run.status == 0 && run.error == "")
    return try #require(run.json.first { $0["kind"] as? String == kind })
  }

  private func coordinates(_ axis: Any?) throws -> [Double] {
    let axis = try #require(axis as? [String: Any])
    let from = try #require(axis["from"] as? Double)
    let to = try #require(axis["to"] as? Double)
    let count = try #require(axis["count"] as? Int)
    return (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) }
  }

  @Test("level lines: the values of the function, round levels and the steps of the descent")
  func contour() throws {
    let picture = try object("contour")
    let (x, y) = (try coordinates(picture["x"]), try coordinates(picture["y"]))
    let values = try #require(picture["values"] as? [[Double]])
    #expect(values.count == y.count && values.allSatisfy { $0.count == x.count })
    for (row, b) in y.enumerated() {
      for (column, a) in x.enumerated() {
        #expect(abs(values[row][column] - (a * a + 4 * b * b)) < 1e-9)
      }
    }
    #expect(picture["levels"] as? [Double] == [5, 10, 15, 20, 25, 30])
    let paths = try #require(picture["paths"] as? [[String: Any]])
    #expect(paths.compactMap { $0["name"] as? String } == ["a, b"])
    let points = try #require(paths[0]["points"] as? [[Double]])
    // Each step multiplies a by 1 − 0.1 · 2, and b by 1 − 0.1 · 8.
    for (step, point) in points.enumerated() {
      #expect(abs(point[0] + 3 * pow(0.8, Double(step))) < 1e-12)
      #expect(abs(point[1] - pow(0.2, Double(step))) < 1e-12)
    }
    #expect(points.count == 5)
  }

  @Test("regions: the classes of the grid and of the samples, and the number of wrong ones")
  func regions() throws {
    let picture = try object("regions")
    #expect(picture["classes"] as? [String] == ["upper", "lower"])
    let samples = try #require(picture["samples"] as? [[String: Any]])
    let parts = try #require(picture["parts"] as? [[String: Any]])
    #expect(parts.compactMap { $0["samples"] as? Int } == [280, 60])
    for part in parts {
      let own = samples.filter { $0["part"] as? String == part["part"] as? String }
      let wrong = own.filter { $0["target"] as? Int != $0["predicted"] as? Int }
      #expect(wrong.count == part["wrong"] as? Int)
    }
    let (x, y) = (try coordinates(picture["x"]), try coordinates(picture["y"]))
    let values = try #require(picture["values"] as? [[Int]])
    // The class of a sample is mostly that of the point of the grid next to it.
    let agreeing = samples.filter { sample in
      let point = sample["point"] as? [Double] ?? [.nan, .nan]
      let column = x.indices.min { abs(x[$0] - point[0]) < abs(x[$1] - point[0]) } ?? 0
      let row = y.indices.min { abs(y[$0] - point[1]) < abs(y[$1] - point[1]) } ?? 0
      return values[row][column] == sample["predicted"] as? Int
    }
    #expect(agreeing.count > samples.count * 95 / 100)
  }

  @Test("text has the pictures in Unicode and in ASCII, and a page has them as figures")
  func formats() throws {
    let text = try run("--width", "80")
    #expect(text.status == 0 && text.error == "")
    #expect(text.output.contains("lines at bowl(a, b) = 5, 10, 15, 20, 25, 30   0 "))
    #expect(text.output.contains("blank: upper, ○ its samples"))
    #expect(text.lines.allSatisfy { $0.count <= 80 })
    let plain = try run("--width", "80", language: "C")
    #expect(plain.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(plain.output.contains("blank: upper, a its samples"))
    let page = try run("--format", "html")
    #expect(page.output.components(separatedBy: "<figure class=\"plot\"").count == 4)
    #expect(page.output.components(separatedBy: "<desc>").count == 4)
  }
}
