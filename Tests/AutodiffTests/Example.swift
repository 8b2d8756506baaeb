import TestSupport
import Testing

@testable import Autodiff

/// One operation of the registry on one set of example shapes.
struct Example: Sendable, CustomTestStringConvertible {
  let operation: Operation
  let shapes: [Shape]
  let domain: Range<Double>

  /// The whole registry: an operation that is added there is tested without another word.
  static let all: [Example] = Operation.registry.flatMap { entry in
    entry.shapes.map { Example(operation: entry.operation, shapes: $0, domain: entry.domain) }
  }

  /// Each gives an example other inputs.
  static let seeds: ClosedRange<UInt64> = 1...3

  var testDescription: String {
    operation.name + " of " + shapes.map { $0.description }.joined(separator: ", ")
  }

  /// An operation on labels, which cannot be moved a little.
  var isDiscrete: Bool { domain.isEmpty }

  /// Random inputs from the domain, away from kinks: no two elements are equal and none is near 0.
  ///
  /// The domain, without a gap at 0, is cut into one cell for each element, which lies in the middle
  /// half of its own.
  func smoothInputs(_ random: inout SplitMix64) -> [Tensor] {
    let count = shapes.reduce(0) { $0 + $1.count }
    let gap = domain.contains(0) ? 0.1 : 0
    let width = domain.upperBound - domain.lowerBound - 2 * gap
    let cells = (0..<count).shuffled(using: &random)
    return tensors(
      cells.map { cell in
        let position = (Double(cell) + 0.25 + 0.5 * random.fraction()) / Double(count)
        let x = domain.lowerBound + width * position
        return x < -gap ? x : x + 2 * gap
      })
  }

  /// Whole numbers from the domain: ties, zeros and kinks abound.
  func wholeInputs(_ random: inout SplitMix64) -> [Tensor]? {
    guard domain.contains(0) else { return nil }
    let count = shapes.reduce(0) { $0 + $1.count }
    return tensors(
      (0..<count).map { _ in
        let width = domain.upperBound - domain.lowerBound
        return (domain.lowerBound + width * random.fraction()).rounded(.down)
      })
  }

  private func tensors(_ numbers: [Double]) -> [Tensor] {
    var rest = numbers[...]
    return shapes.map { shape in
      defer { rest = rest.dropFirst(shape.count) }
      return Tensor(shape, Array(rest.prefix(shape.count)))
    }
  }
}
