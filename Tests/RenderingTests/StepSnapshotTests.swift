import LessonLanguage
import Testing

@testable import Rendering

@Suite("Workings, to the character")
struct StepSnapshotTests {
  @Test("the new weight")
  func newWeight() {
    let program = "w = 0.38\nrate = 0.01\nslope = -0.55\nw_new = w - rate * slope   #=> 0.3855"
    #expect(
      Rendered(program).text() == """
          w = 0.38
          rate = 0.01
          slope = −0.55
          w_new = w − rate × slope
                = 0.38 − 0.01 × (−0.55)
                = 0.38 − (−0.0055)
                = 0.3855   ✓
        """)
  }

  @Test("a sum of squared errors")
  func squaredErrors() {
    #expect(
      Rendered("sse([1, 0, 0], [0.37, 0.50, 0.13])").text() == """
          sse([1, 0, 0], [0.37, 0.50, 0.13])
            = (1 − 0.37)² + (0 − 0.50)² + (0 − 0.13)²
            = 0.63² + (−0.5)² + (−0.13)²
            = 0.3969 + 0.25 + 0.0169
            = 0.6638
        """)
  }

  @Test("a loss by its function, backwards and one step")
  func bowl() {
    let program = """
      param w = 0.38
      loss(v) = (v - 0.655)^2
      L = loss(w)
      backprop L
      step sgd(rate = 0.01)
      """
    #expect(
      Rendered(program).text() == """
          param w = 0.38
          loss(v) = (v − 0.655)²
          L = loss(w)
            = (w − 0.655)²
            = (0.38 − 0.655)²
            = (−0.275)²
            = 0.075625

          backprop L
                              dL/dL = 1
            L = (w − 0.655)²  dL/d(w − 0.655) = 2 × (w − 0.655) = 2 × (−0.275) = −0.55
            w − 0.655         dL/dw = dL/d(w − 0.655) × 1 = −0.55 × 1 = −0.55

          step sgd(rate = 0.01)
            w ← w − rate × dL/dw
              = 0.38 − 0.01 × (−0.55)
              = 0.38 − (−0.0055)
              = 0.3855
        """)
  }

  @Test("a descent, its points under one another")
  func descent() {
    let program = "param w = 0.38\nL = (w - 0.655)^2\ndescend L with sgd(rate = 0.1) for 40 steps"
    #expect(
      Rendered(program).block("descend") == """
        descend L with sgd(rate = 0.1) for 40 steps
          step        w              L           dL/dw
             0   0.3800   0.0756         −0.5500
             1   0.4350   0.0484         −0.4400
             2   0.4790   0.0310         −0.3520
             3   0.5142   0.0198         −0.2816
             4   0.5424   0.0127         −0.2253
             5   0.5649   0.00812        −0.1802
            …     32 steps not shown; --all
            38   0.6549   3.262 × 10⁻⁹   −0.000114
            39   0.6550   2.088 × 10⁻⁹   −9.138 × 10⁻⁵
            40   0.6550   1.336 × 10⁻⁹   −7.311 × 10⁻⁵
        """)
  }

  @Test("a check that fails, one that waits and a value from before the step")
  func checks() {
    #expect(
      Rendered("a = 1 #=> 2\nb = 1/3 #=> 0.3333").text() == """
          a = 1
            ✗ a is 1, expected 2

          b = 1/3
            ≈ 0.3333   ✓
        """)
  }

  @Test("a value from before the step")
  func stale() {
    let program = "param w = 1\nL = 2 * w\nbackprop L\nstep sgd(0.5)\nshow L"
    #expect(
      Rendered(program).lines().suffix(2) == [
        "  L = 2",
        "    (computed from earlier parameters; forward or backprop computes it again)",
      ])
  }

  @Test("a question, a slider and the decimals of later steps")
  func questions() {
    let program =
      "rate = 0.5\nask \"How much is a half?\" rate\nexplore rate from 0 to 1\ndigits 6\n1/3"
    #expect(
      Rendered(program).text() == """
          rate = 0.5

          ? How much is a half?
            rate = 0.5

          rate = 0.5, to be explored from 0 to 1

          from here on the working shows 6 decimals
          1/3 ≈ 0.333333
        """)
  }
}
