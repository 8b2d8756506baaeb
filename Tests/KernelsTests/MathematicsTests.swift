import Kernels
import Testing

struct MathematicsTests {
  @Test(
    arguments: [
      (0, 0.5), (1, 0.731058578630004879), (-1, 0.268941421369995121),
      (-40, 4.24835425529158899e-18), (1000, 1), (-1000, 0), (.infinity, 1), (-.infinity, 0),
      (.nan, .nan),
    ] as [(Double, Double)])
  func sigmoidOverflowsForNoInput(x: Double, expected: Double) {
    let sigmoid = ElementwiseFunction.sigmoid
    #expect(isRelativelyClose(sigmoid([x]), expected))
    #expect(isRelativelyClose(sigmoid([Float(x)]), Float(expected)))
  }

  @Test(
    arguments: [
      (0, 0.693147180559945309), (1, 1.31326168751822284), (-1, 0.313261687518222834),
      (-40, 4.24835425529158899e-18), (1000, 1000), (-1000, 0), (.infinity, .infinity),
      (-.infinity, 0), (.nan, .nan),
    ] as [(Double, Double)])
  func softplusOverflowsForNoInput(x: Double, expected: Double) {
    let softplus = ElementwiseFunction.softplus
    #expect(isRelativelyClose(softplus([x]), expected))
    #expect(isRelativelyClose(softplus([Float(x)]), Float(expected)))
  }

  @Test func floatFunctionsAreTheDoubleOnesRounded() {
    for x: Float in [0.1, 0.5, 1, 2.5, 10] {
      #expect(Float.exp(x) == Float(Double.exp(Double(x))))
      #expect(Float.log(x) == Float(Double.log(Double(x))))
      #expect(Float.log1p(x) == Float(Double.log1p(Double(x))))
      #expect(Float.sin(x) == Float(Double.sin(Double(x))))
      #expect(Float.cos(x) == Float(Double.cos(Double(x))))
      #expect(Float.tanh(x) == Float(Double.tanh(Double(x))))
      #expect(Float.power(x, 1.5) == Float(Double.power(Double(x), 1.5)))
    }
  }

  /// Close relative to their size, even below 1, where a small result must keep its digits.
  private func isRelativelyClose<S: Scalar>(_ a: S, _ b: S) -> Bool {
    a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 4 * .ulpOfOne * abs(b)
  }
}
