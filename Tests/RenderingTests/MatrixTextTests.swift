import Foundation
import Testing

@testable import Rendering

@Suite("Matrices in rows and images in shades")
struct MatrixTextTests {
  private static let picture = "picture = [[0, 0, 9, 9], [0, 0, 9, 9], [0, 0, 9, 9], [0, 0, 9, 9]]"

  @Test("a matrix is in rows, with its decimal points aligned")
  func rows() {
    #expect(
      Rendered("W = [[0.5, -12], [1.25, 1/3]]").block("W").hasSuffix(
        """
          ≈ [[0.5,  −12],
             [1.25,   0.3333]]
        """), "\(Rendered("W = [[0.5, -12], [1.25, 1/3]]").block("W"))")
  }

  @Test("a matrix up to 8 × 8 is shown whole, a larger one and a long vector are not")
  func bounds() {
    func ones(_ rows: Int, _ columns: Int) -> String {
      Rendered("M = one_hot([\((0..<rows).map { _ in "0" }.joined(separator: ", "))], \(columns))")
        .block("M")
    }
    #expect(ones(8, 8).hasSuffix("[1, 0, 0, 0, 0, 0, 0, 0]]"))
    #expect(ones(8, 8).split(separator: "\n").count == 8)
    for text in [ones(9, 8), ones(8, 9), Rendered("M = one_hot(3, 13)").block("M")] {
      #expect(text.contains("→ shape") && !text.contains("1, 0"))
    }
  }

  @Test("an image is drawn if it is input or result of a window, or on request by show")
  func pictures() {
    let program =
      Self.picture
      + "\nshow picture\nedges = conv2d(picture, [[-1, 1], [-1, 1]])\n2 * edges\npicture"
    let text = Rendered(program).text()
    #expect(
      text.contains(
        """
          picture = [[0, 0, 9, 9],   │    ████│
                     [0, 0, 9, 9],   │    ████│
                     [0, 0, 9, 9],   │    ████│
                     [0, 0, 9, 9]]   │    ████│
        """))
    #expect(text.contains("= [[0, 18, 0],   │  ██  │"))
    #expect(text.contains("= [[0, 36, 0],   │  ██  │"))
    // Defined before anything slides over it, and typed after.
    #expect(text.hasPrefix("  picture = [[0, 0, 9, 9],\n"))
    #expect(text.hasSuffix("[0, 0, 9, 9]]   │    ████│"))
  }

  @Test("forward draws like the definition, and only images are drawn")
  func others() {
    let program = """
      param k = [[1, 0], [0, 1]]
      x = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 8, 7, 6], [5, 4, 3, 2]]
      y = conv2d(x, k)
      z = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
      A = z @ z
      forward y
      """
    let text = Rendered(program).text()
    #expect(Rendered(program).block("forward").contains("│"))
    #expect(!Rendered(program).block("A").contains("│"))
    #expect(!text[..<(text.range(of: "y = ")!.lowerBound)].contains("│"))
  }

  @Test("in ASCII the shades are characters")
  func ascii() {
    let text = Rendered(Self.picture + "\nshow picture").text(Style(unicode: false))
    #expect(text.contains("[[0, 0, 9, 9],   |    @@@@|"))
  }

  @Test("a picture is below rows that leave no room for it, and no line is too wide")
  func narrow() {
    let program = Self.picture.replacingOccurrences(of: "9", with: "9.12345") + "\nshow picture"
    for width in [24, 30, 44, 60] {
      let lines = Rendered(program).lines(Style(width: width))
      #expect(lines.allSatisfy { TextColumns.width($0) <= max(width, 44) })
      #expect(lines.contains { $0.hasSuffix("│    ████│") })
    }
  }

  @Test("rows of arithmetic begin on lines of their own")
  func arithmetic() {
    let text = Rendered("a = [[1.5, 2.5, 3.5], [4.5, 5.5, 6.5]] * [[1.25, 2.25, 3.25], [4, 5, 6]]")
      .text(Style(width: 44))
    #expect(
      text.contains(
        """
          a = [[1.5 × 1.25, 2.5 × 2.25, 3.5 × 3.25],
               [4.5 × 4, 5.5 × 5, 6.5 × 6]]
        """), "\(text)")
  }
}
