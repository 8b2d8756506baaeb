import Testing

@testable import Rendering

@Suite("Graphs, networks and images in a terminal")
struct DrawingTextTests {
  private static let network = """
    param W = [[0.5, -1]]
    x = [2, 0.25]
    h = tanh(W @ x)
    a = h * h
    L = a + h
    """

  @Test("a graph is a tree, where a quantity with several users is written out once")
  func tree() {
    #expect(
      Rendered(Self.network + "\nbackprop L\nplot graph of L").block("plot graph") == """
        plot graph of L
          L = a + h ≈ [1.0386]
          ┊  ← dL/dL = [1]
          ├─ a = h × h ≈ [0.4034]
          ┊  ┊  ← dL/da = [1]
          ┊  ╰─ h = tanh(W @ x) ≈ [0.6351]
          ┊     ┊  ← dL/dh by a ≈ [1.2703]
          ┊     ┊  ← dL/dh ≈ [2.2703]
          ┊     ╰─ W @ x = [0.75]
          ┊        ┊  ← dL/d(W @ x) ≈ [1.3544]
          ┊        ├─ W = [[0.5, −1]]
          ┊        ┊     ← dL/dW ≈ [[2.7089, 0.3386]]
          ┊        ╰─ x = [2, 0.25]
          ╰─ h (above)
                ← dL/dh by L = [1]
        """)
  }

  @Test("before a backward pass there are no gradients, and ASCII has its own branches")
  func ascii() {
    #expect(
      Rendered("a = 2\nb = a^2\nplot graph of b").block("plot graph", Style(unicode: false))
        == "plot graph of b\n  b = a^2 = 4\n  `- a = 2")
  }

  @Test("a value that only looks exact is not called equal to its formula")
  func rounded() {
    let block = Rendered("x = 1e-20\ny = 1 + x\nplot graph of y").block("plot graph")
    #expect(block.contains("y = 1 + x ≈ 1.0000"), "\(block)")
    let page = Rendered("x = 1e-20\ny = 1 + x\nplot graph of y").body()
    #expect(page.contains(">≈ 1.0000</text>"))
  }

  @Test(
    "a deep graph continues in another tree, and no line is too wide", arguments: [50, 80, 120])
  func deep(width: Int) {
    let program =
      "param w = 1.5\ns0 = w\n"
      + (1...12).map { "s\($0) = s\($0 - 1) * w + \($0)" }.joined(separator: "\n")
      + "\nbackprop s12\nplot graph of s12"
    let lines = Rendered(program).block("plot graph", Style(width: width)).split(separator: "\n")
    #expect(lines.contains { $0.hasSuffix("s4 (below)") })
    #expect(lines.contains { $0.hasPrefix("  s4 = s3 × w + 4") })
    #expect(lines.allSatisfy { TextColumns.width(String($0)) <= width - 2 })
  }

  @Test("a network is a row of neurons for each layer")
  func layers() {
    let program = "model net = dense 3 tanh, dense 25 relu, dense 2 softmax\nplot net"
    #expect(
      Rendered(program).block("plot net") == """
        plot net
          input
           ↓
          dense 3 tanh     3 neurons   ○ ○ ○
           ↓ 75 weights and 25 biases
          dense 25 relu    25 neurons  ○ ○ ○ ○ ○ ○ … ○ ○
           ↓ 50 weights and 2 biases
          dense 2 softmax  2 neurons   ○ ○
          (no weights yet: train gives the network its weights)
        """)
    #expect(
      Rendered(program).block("plot net", Style(unicode: false)).contains(
        "dense 25 relu    25 neurons  o o o o o o ... o o"))
  }

  @Test(
    "images are side by side, with their names, sizes and ranges, and a sign for numbers below 0")
  func images() {
    let program = "p = [[0, 9], [4.5, 9]]\nk = [[-1, 0.5], [1/3, -0.2]]\nshow p, k"
    let lines = Rendered(program).lines().suffix(9).map { $0 }
    #expect(
      lines.joined(separator: "\n") == """
          show p, k
            │  ██│  │-█▒▒│
            │▒▒██│  │░░-░│
            p       k

            p: 2×2, from 0 to 9
            k: 2×2, from −1 to 0.5
            (blank is 0, and the fuller, the further from 0 in its picture; a - marks a
            number below 0)
        """)
    let ascii = Rendered(program).text(Style(unicode: false))
    #expect(ascii.contains("|  @@|  |-@++|") && ascii.contains("k: 2x2, from -1 to 0.5"))
  }
}
