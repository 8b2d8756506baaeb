import LessonLanguage
import Testing

@testable import Rendering

@Suite("The two-weight network, to the character")
struct NetworkSnapshotTests {
  private static let network = Rendered(
    """
    param w1 = 0.15
    param w2 = 0.40
    x = 0.05
    h = sigmoid(w1 * x + 0.35)
    o = sigmoid(w2 * h + 0.60)
    E = 1/2 * (0.01 - o)^2
    backprop E
    why w1
    check E
    step sgd(rate = 0.5)
    """)

  @Test("forward")
  func forward() {
    #expect(
      Self.network.block("h = ") == """
        h = sigmoid(w1 × x + 0.35)
          = sigmoid(0.15 × 0.05 + 0.35)
          = sigmoid(0.0075 + 0.35)
          = sigmoid(0.3575)
          = 1 / (1 + exp(−0.3575))
          ≈ 1 / (1 + 0.6994)
          ≈ 1 / 1.6994
          ≈ 0.5884
        """)
    #expect(
      Self.network.block("E = ") == """
        E = 1/2 × (0.01 − o)²
          ≈ 1/2 × (0.01 − 0.69749)²
          ≈ 1/2 × (−0.68749)²
          ≈ 1/2 × 0.4726
          ≈ 0.2363
        """)
  }

  @Test("why")
  func why() {
    #expect(
      Self.network.block("why") == """
        why w1
          dE/dw1 = dE/do × do/dh × dh/dw1
                 ≈ 0.68749 × 0.08440 × 0.01211
                 ≈ 0.000703
        """)
  }

  @Test("check")
  func check() {
    let lines = Self.network.block("check").split(separator: "\n").map { String($0) }
    #expect(lines.count == 5)
    #expect(lines[1] == "         gradient   central difference   relative error")
    #expect(lines[2].hasPrefix("  w1   0.00070260           0.00070260     "))
    #expect(lines[3].hasPrefix("  w2   0.08535770           0.08535770     "))
    #expect(lines[4] == "  2 of 2 agree   ✓")
  }

  @Test("step")
  func step() {
    #expect(
      Self.network.block("step") == """
        step sgd(rate = 0.5)
          w1 ← w1 − rate × dE/dw1
             ≈ 0.15 − 0.5 × 0.000703
             ≈ 0.15 − 0.000351
             ≈ 0.1496
        """)
  }

  @Test("two paths and their sum")
  func paths() {
    let network = Rendered(
      """
      param W1 = [[0.15, 0.20], [0.25, 0.30]]
      param W2 = [[0.40, 0.45], [0.50, 0.55]]
      x = [0.05, 0.10]
      t = [0.01, 0.99]
      z1 = W1 @ x + 0.35
      h = sigmoid(z1)
      z2 = W2 @ h + 0.60
      o = sigmoid(z2)
      E = 1/2 * sum((t - o)^2)
      backprop E
      why W1[0, 0]
      """)
    let lines = network.lines()
    let start = lines.firstIndex(of: "  why W1[0, 0]") ?? 0
    #expect(
      lines[start...].joined(separator: "\n") == """
          why W1[0, 0]
            W1[0, 0] reaches E over 2 paths:

            z1[0] → h[0] → z2[0] → o[0] → E
              dE/do[0] × do[0]/dz2[0] × dz2[0]/dh[0] × dh[0]/dz1[0] × dz1[0]/dW1[0, 0]
              ≈ 0.7414 × 0.1868 × 0.40 × 0.2413 × 0.05 ≈ 0.0006684

            z1[0] → h[0] → z2[1] → o[1] → E
              dE/do[1] × do[1]/dz2[1] × dz2[1]/dh[0] × dh[0]/dz1[0] × dz1[0]/dW1[0, 0]
              ≈ −0.2171 × 0.1755 × 0.50 × 0.2413 × 0.05 ≈ −0.0002298

            dE/dW1[0, 0] ≈ 0.0006684 − 0.0002298 ≈ 0.000439
        """)
  }
}
