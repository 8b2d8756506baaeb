import LessonLanguage
import Testing

@Suite("What a window does not reach")
struct LeftOutTests {
  private static let image = "x = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 2, 3]]\n"

  private func leftOut(_ expression: String) throws -> [Int]? {
    for note in try #require(TestProgram(Self.image + expression).steps.last).notes {
      if case .leftOut(let rest) = note { return [rest.rows, rest.columns] }
    }
    return nil
  }

  @Test(
    "the working says which rows and columns a window leaves out",
    arguments: [
      ("max_pool(x, 2)", [1, 0]), ("avg_pool(x, 2)", [1, 0]), ("p = max_pool(x, 3)", [0, 1]),
      ("max_pool(transpose(x), 2)", [0, 1]), ("max_pool(x, 1)", nil),
      ("conv2d(x, [[1, 1], [1, 1]])", nil), ("conv2d(x, [[1, 1], [1, 1]], stride = 2)", [1, 0]),
      ("conv2d(x, [[1, 1], [1, 1]], stride = 3)", [1, 2]),
      // The last row of the padded image is padding.
      ("conv2d(x, [[1, 1], [1, 1]], stride = 2, padding = 1)", nil),
      ("ask \"?\" sum(max_pool(x, 2))", [1, 0]),
    ] as [(String, [Int]?)])
  func notes(expression: String, rest: [Int]?) throws {
    #expect(try leftOut(expression) == rest)
  }
}
