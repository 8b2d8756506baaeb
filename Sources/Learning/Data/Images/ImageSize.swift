/// The size of an image in pixels.
package struct ImageSize: Sendable, Hashable, CustomStringConvertible {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The longest side that images are fitted to.
  package static let longestSide = 4_096

  /// Reads height and width, in the order of shapes, as in `28x28`; `nil` unless both are from 1 to `longestSide`.
  package init?(_ text: String) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard sides.count == 2, sides.allSatisfy({ (1...Self.longestSide).contains($0) }) else {
      return nil
    }
    self.init(width: sides[1], height: sides[0])
  }

  /// As it is written: `28x28`.
  package var description: String { "\(height)x\(width)" }

  /// For sentences, height first: 28×28.
  package var sentence: String { "\(height)×\(width)" }
}

/// Fits planes of one size to another, each axis by itself: by area average where there are fewer pixels, bilinearly where
/// there are more.
///
/// Along an axis of n pixels that becomes m, pixel i is the mean over [i · n / m, (i + 1) · n / m) if m < n, each pixel
/// weighted by its part of that. If m > n, it is interpolated between the two pixels whose centres are next to (i + ½) · n / m;
/// beyond the outermost centres, it is the outermost pixel.
struct ImageResampling {
  private let old: ImageSize
  private let new: ImageSize
  private let columns: [Weights]
  private let rows: [Weights]

  /// What a new pixel is made of: the first of its pixels along the axis, and the weight of each.
  private struct Weights {
    let first: Int
    let weights: [Double]
  }

  init(from old: ImageSize, to new: ImageSize) {
    self.old = old
    self.new = new
    columns = Self.weights(old.width, new.width)
    rows = Self.weights(old.height, new.height)
  }

  private static func weights(_ old: Int, _ new: Int) -> [Weights] {
    let (n, m) = (Double(old), Double(new))
    return (0..<new).map { index in
      let i = Double(index)
      if new < old {
        // In units of 1 / m of a pixel, all ends are whole numbers.
        let first = Int(i * n / m)
        let last = min(Int((i + 1) * n / m), old - 1)
        var weights: [Double] = []
        for pixel in first...last {
          let overlap = min((i + 1) * n, Double(pixel + 1) * m) - max(i * n, Double(pixel) * m)
          if overlap > 0 { weights.append(overlap / n) }
        }
        return Weights(first: first, weights: weights)
      }
      let centre = min(max((i + 0.5) * n / m - 0.5, 0), n - 1)
      let first = Int(centre)
      let part = centre - Double(first)
      return Weights(first: first, weights: part > 0 ? [1 - part, part] : [1])
    }
  }

  /// Returns planes of the new size for planes of the old one.
  func planes(_ values: ArraySlice<Double>) -> [Double] {
    var result: [Double] = []
    let plane = old.width * old.height
    for start in stride(from: values.startIndex, to: values.endIndex, by: plane) {
      var narrow: [Double] = []
      narrow.reserveCapacity(new.width * old.height)
      for row in 0..<old.height {
        for column in columns {
          var sum = 0.0
          for (offset, weight) in column.weights.enumerated() {
            sum += weight * values[start + row * old.width + column.first + offset]
          }
          narrow.append(sum)
        }
      }
      for row in rows {
        for column in 0..<new.width {
          var sum = 0.0
          for (offset, weight) in row.weights.enumerated() {
            sum += weight * narrow[(row.first + offset) * new.width + column]
          }
          result.append(sum)
        }
      }
    }
    return result
  }
}
