import Autodiff
import Learning

/// An image of a data set, converted to a small grey one.
package struct Picture {
  package let pixels: [Double]
  package let height: Int
  package let width: Int
  package let white: Double

  /// The largest number of rows and columns that are drawn.
  private static let mostPixels = 16

  /// ⌈the longer side / 16⌉, the side of the square of pixels that is drawn as one.
  package static func scale(_ data: DataSet) -> Int {
    let longest = max(data.sampleShape.sizes[1], data.sampleShape.sizes[2])
    return (longest + mostPixels - 1) / mostPixels
  }

  /// Each pixel is the mean over the channels and over a square of the image, which is smaller at the edges.
  /// - Parameters:
  ///   - data: a data set of images.
  ///   - row: the image, counted from 0.
  package init(_ data: DataSet, row: Int, white: Double) {
    let sizes = data.sampleShape.sizes
    let (channels, rows, columns) = (sizes[0], sizes[1], sizes[2])
    let side = Self.scale(data)
    height = (rows + side - 1) / side
    width = (columns + side - 1) / side
    self.white = white
    let image = data.sample(row)
    var pixels: [Double] = []
    for top in stride(from: 0, to: rows, by: side) {
      for left in stride(from: 0, to: columns, by: side) {
        var (sum, count) = (0.0, 0.0)
        for channel in 0..<channels {
          for y in top..<min(top + side, rows) {
            for x in left..<min(left + side, columns) {
              sum += image[(channel * rows + y) * columns + x]
              count += 1
            }
          }
        }
        pixels.append(sum / count)
      }
    }
    self.pixels = pixels
  }

  package func lines(_ style: Style) -> [String] {
    ImageText(style).lines(pixels: pixels, height: height, width: width, white: white)
  }
}
