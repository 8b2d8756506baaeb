import Foundation
import TestSupport
import Testing

@Suite("Pictures of networks, graphs and images by the program")
struct BinaryTestsDrawing {
  private static let program = """
    param W = [[0.5, -1], [2, 0.25]]
    x = [2, 0.25]
    h = tanh(W @ x)
    L = sum(h^2)
    backprop L
    plot graph of L
    show W, [[1, 2, 3]]
    data iris = load "iris"
    model net = dense 12 tanh, dense 3 softmax
    plot net
    train net on iris for 1 epochs
    plot net
    test net on iris
    """

  /// The output of the program, piped through `cat`.
  private func piped(_ options: String, utf8: Bool = true) throws -> String {
    let folder = try TemporaryFolder()
    _ = try folder.file("mine.nn", Self.program)
    return try BinaryRun(
      words: ["-c", "\"$1\" run mine.nn \(options) | cat", "sh", Binary.url.path],
      environment: ["LANG": utf8 ? "C.UTF-8" : "C"], executable: URL(fileURLWithPath: "/bin/sh"),
      in: folder.url.path
    ).output
  }

  @Test("in a terminal of 80 columns no line is wider, and without Unicode all is ASCII")
  func terminal() throws {
    let text = try piped("--width 80")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.contains("╰─ h = tanh(W @ x)") && text.contains("○ ○ ○ ○ ○ ○ … ○ ○"))
    #expect(text.contains("net.0.weight → shape [12, 4]") && text.contains("net.2.bias ≈ ["))
    #expect(text.contains("rows: actual class; columns: predicted class"))
    let plain = try piped("--width 80", utf8: false)
    #expect(plain.utf8.allSatisfy { $0 < 0x80 } && plain.contains("`- h = tanh(W @ x)"))
    #expect(!plain.contains("\\u{"))
  }

  @Test("as JSON each is an object of its kind, with all numbers")
  func json() throws {
    let objects = try piped("--format json").split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(
      objects.compactMap { $0["kind"] as? String }.suffix(8) == [
        "graph", "images", "data", "ingredient", "network", "training", "network", "test",
      ])
    let layers = try #require(objects[objects.count - 2]["layers"] as? [[String: Any]])
    let weights = layers.compactMap { $0["weights"] as? [[String: Any]] }.map { layer in
      layer.compactMap { ($0["value"] as? [Any])?.count }
    }
    #expect(weights == [[], [12, 12], [3, 3]])
    #expect(
      layers[0]["names"] as? [String] == [
        "sepal_length", "sepal_width", "petal_length", "petal_width",
      ])
  }

  @Test("a handout has each as a picture with a title")
  func handout() throws {
    let page = try piped("--format html")
    for title in ["graph of L", "the network net"] {
      #expect(page.contains("<title>\(title)</title>"))
    }
    #expect(page.contains("aria-label=\"W: 2×2, from −1 to 2\""))
    #expect(page.contains("<table class=\"numbers errors\">"))
    #expect(!page.contains("<script"))
  }
}
