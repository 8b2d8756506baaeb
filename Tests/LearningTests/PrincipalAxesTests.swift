import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Principal axes")
struct PrincipalAxesTests {
  @Test(
    "axes and variances are those of NumPy",
    arguments: Golden.root("principal_axes")("samples").items)
  func golden(sample: JSON) throws {
    let width = sample("width").int
    let found = try PrincipalAxes(sample("samples").doubles, width: width)
    #expect(isClose(found.mean, sample("mean").doubles))
    #expect(
      zip(found.variances, sample("variances").doubles).allSatisfy { abs($0 - $1) < 1e-12 * 100 })
    // Axes without variance may be turned among themselves.
    let count = found.variances.count { $0 > 1e-9 } * width
    #expect(isClose(Array(found.axes.prefix(count)), Array(sample("axes").doubles.prefix(count))))
    #expect(isOrthonormal(found.axes, width))
  }

  @Test("the axes of the digits are those of NumPy")
  func digits() throws {
    let digits = try #require(try Golden.builtIn()["digits"]).dataSet(seed: 0)
    let found = try PrincipalAxes(digits.features, width: 64)
    let golden = Golden.root("principal_axes")("digits")
    for (variance, expected) in zip(found.variances, golden("variances").doubles) {
      #expect(abs(variance - expected) < 1e-9)
    }
    for (component, expected) in zip(found.axes, golden("axes").doubles) {
      #expect(abs(component - expected) < 1e-9)
    }
    #expect(isOrthonormal(found.axes, 64))
  }

  @Test("samples that do not vary have axes and no variance, and huge numbers have none")
  func edges() throws {
    let constant = try PrincipalAxes([3, 4, 3, 4, 3, 4], width: 2)
    #expect(constant.variances == [0, 0] && constant.mean == [3, 4])
    #expect(isOrthonormal(constant.axes, 2))
    let single = try PrincipalAxes([5, -7], width: 1)
    #expect(single.axes == [1] && single.variances == [36])
    #expect(throws: Diagnostic.self) { _ = try PrincipalAxes([1e200, -1e200, 0, 1], width: 2) }
    #expect(throws: Diagnostic.self) { _ = try PrincipalAxes([.nan, 0, 0, 1], width: 2) }
  }

  private func isOrthonormal(_ axes: [Double], _ width: Int) -> Bool {
    (0..<width).allSatisfy { a in
      (0..<width).allSatisfy { b in
        let product = (0..<width).reduce(0) { $0 + axes[a * width + $1] * axes[b * width + $1] }
        return abs(product - (a == b ? 1 : 0)) < 1e-12
      }
    }
  }
}
