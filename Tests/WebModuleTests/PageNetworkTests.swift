import Foundation
import Testing
import Text

@testable import WebModule

@Suite("Networks that a reader tries on a page")
struct PageNetworkTests {
  private static func trained(on name: String, _ program: String) throws -> TestPage {
    var page = TestPage(["own.nn": program])
    try page.keep(dataSet: name)
    page.open("own.nn", at: "read")
    return page
  }

  @Test("drawings like the data set's are recognized, also if they are small and in a corner")
  func digits() throws {
    var page = try Self.trained(
      on: "digits",
      """
      data d = load "digits" seed 1
      model net = dense 32 relu, dense 10 softmax
      optimizer adam(rate = 0.01)
      train net on d for 4 epochs seed 1
      """)
    #expect(page.last["networks"]?.string?.contains("data-network=\"net\"") == true)
    var (whole, small) = (0, 0)
    for (pixels, label) in try digits(40) {
      let marks = Self.marks(pixels)
      if try Self.answer(&page, marks) == label { whole += 1 }
      if try Self.answer(&page, Self.halved(marks)) == label { small += 1 }
    }
    #expect(whole >= 34, "\(whole) of 40")
    #expect(small >= 34, "\(small) of 40 small ones")
  }

  private static func answer(_ page: inout TestPage, _ marks: [Bool]) throws -> String {
    let ink = String(marks.map { $0 ? "1" : "0" })
    page.ask([("do", .string("predict")), ("name", .string("net")), ("ink", .string(ink))])
    let html = page.last["html"]?.string ?? ""
    return String(try #require(html.firstMatch(of: #/<p class="said">([^,]*), with /#)).1)
  }

  private func digits(_ count: Int) throws -> [(pixels: [Int], label: String)] {
    let table = try TestPage.text(ofDataSet: "digits")
    let lines = table.split(separator: "\n").dropFirst().prefix(count)
    return lines.map { line in
      let cells = line.split(separator: ",")
      return (cells.dropLast().map { Int($0)! }, String(cells.last!))
    }
  }

  /// 32 × 32 marks with as many in each square as its pixel says, set from the middle out.
  private static func marks(_ pixels: [Int]) -> [Bool] {
    let order = [5, 6, 9, 10, 1, 2, 4, 7, 8, 11, 13, 14, 0, 3, 12, 15]
    var marks = [Bool](repeating: false, count: 1024)
    for (place, pixel) in pixels.enumerated() {
      for inner in order.prefix(pixel) {
        marks[(place / 8 * 4 + inner / 4) * 32 + place % 8 * 4 + inner % 4] = true
      }
    }
    return marks
  }

  /// The drawing at half its size in the upper left corner.
  private static func halved(_ marks: [Bool]) -> [Bool] {
    (0..<1024).map { place in
      let (row, column) = (place / 32, place % 32)
      guard row < 16, column < 16 else { return false }
      return [0, 1, 32, 33].count { marks[row * 64 + column * 2 + $0] } >= 2
    }
  }

  @Test("a pixel is the number of marks in its square, as in the data set")
  func pixels() throws {
    var text = [Character](repeating: "0", count: 1024)
    for row in 0..<32 { for column in 0..<(row < 4 ? 32 : 2) { text[row * 32 + column] = "1" } }
    let drawing = try #require(InkDrawing(String(text), height: 8, width: 8))
    let pixels = drawing.filling.pixels(white: 16)
    #expect(Array(pixels[0..<8]) == [16, 16, 16, 16, 16, 16, 16, 16])
    #expect(pixels[8] == 8 && pixels[9] == 0)
    #expect(InkDrawing("0101", height: 8, width: 8) == nil)
  }

  @Test("a table's network takes typed values, and says which is no number")
  func table() throws {
    var page = try Self.trained(
      on: "iris",
      """
      data d = load "iris" seed 1
      model net = dense 8 tanh, dense 3 softmax
      optimizer adam(rate = 0.05)
      train net on d for 30 epochs seed 1
      net([6.3, 3.3, 6, 2.5])
      """)
    #expect(page.last["networks"]?.string?.components(separatedBy: "data-feature").count == 5)
    func predict(_ values: String...) -> String {
      page.ask([
        ("do", .string("predict")), ("name", .string("net")), ("values", .strings(values)),
      ])
      return page.last["html"]?.string ?? page.notes
    }
    #expect(predict("6.3", "3.3", "6", "2.5").contains("virginica, with"))
    #expect(predict("5.1", "3.5", "1.4", "0.2").contains("setosa, with"))
    #expect(predict("6.3", "much", "6", "2.5").contains("&#39;much&#39; is not a number"))
    #expect(predict("6.3").contains("takes samples of shape [4]"))
  }

  @Test("a table's network offers its words, and takes a missing number where there were some")
  func words() throws {
    var page = TestPage([
      "own.csv": "sex,age,k\nm,,x\nf,4,y\nm,5,x\nf,3,y\n",
      "own.nn": """
      data d = load "own.csv" split 100/0/0
      model net = dense 2 softmax
      optimizer adam(rate = 0.1)
      train net on d for 60 epochs batch 4
      """,
    ])
    page.open("own.nn", at: "read")
    let fields = page.last["networks"]?.string ?? page.notes
    #expect(
      fields.contains(
        "<label>sex <select data-feature><option>f</option><option selected>m</option></select></label>"
      ), "\(fields)")
    #expect(
      fields.contains(
        "<label>age <input inputmode=\"decimal\" autocomplete=\"off\" data-feature "
          + "placeholder=\"missing\" value=\"\"></label>"))
    func predict(_ values: String...) -> String {
      page.ask([
        ("do", .string("predict")), ("name", .string("net")), ("values", .strings(values)),
      ])
      return page.last["html"]?.string ?? page.notes
    }
    #expect(predict("m", "").contains("x, with") && predict("f", "4").contains("y, with"))
    #expect(!predict("m", "").contains("nan"))
  }

  @Test("a network that reproduces gives back a picture, or the numbers under their names")
  func reproduction() throws {
    var page = try Self.trained(
      on: "digits",
      """
      data d = load "digits" seed 1
      model net = dense 2, dense 64
      train net on d to reproduce for 1 epoch
      """)
    let ink = String(repeating: "1", count: 1024)
    page.ask([("do", .string("predict")), ("name", .string("net")), ("ink", .string(ink))])
    let html = page.last["html"]?.string ?? ""
    #expect(html.components(separatedBy: "<svg class=\"image\"").count == 3)
    #expect(!html.contains("class=\"below\"") && !html.contains("table"))
    page = try Self.trained(
      on: "iris",
      """
      data d = load "iris" seed 1
      model net = dense 2, dense 4
      train net on d to reproduce for 1 epoch
      """)
    page.ask([
      ("do", .string("predict")), ("name", .string("net")),
      ("values", .strings(["6.3", "3.3", "6", "2.5"])),
    ])
    let rows = (page.last["html"]?.string ?? "").matches(
      of: #/<th scope="row">([a-z_]*)<\/th><td>/#)
    #expect(
      rows.map { String($0.1) } == ["sepal_length", "sepal_width", "petal_length", "petal_width"])
  }

  @Test("an empty drawing has no prediction, and without a network there is nothing to try")
  func nothing() throws {
    var page = TestPage(["own.nn": "w = 1"])
    page.open("own.nn", at: "read")
    #expect(page.last["networks"]?.string == "")
    page.ask([("do", .string("predict")), ("name", .string("net")), ("ink", .string("0"))])
    #expect(page.notes.contains("there is no trained network"))
  }
}
