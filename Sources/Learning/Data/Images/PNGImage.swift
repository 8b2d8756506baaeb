import Autodiff
import Text

/// A PNG image as planes of numbers from 0 (black) to 1 (W3C Recommendation "Portable Network Graphics", third edition).
///
/// A sample of d bits is divided by 2ᵈ − 1, so that 16 bits keep their precision. Where a pixel is not opaque, its colour is
/// alpha · colour + (1 − alpha) · 1: it is drawn on white. Gamma and colour profiles are ignored.
package struct PNGImage: Sendable, Equatable {
  /// `[channels, height, width]`: 1 channel, also if all colours of a palette are grey; or red, green, blue.
  package let shape: Shape
  package let values: [Double]
  /// Whether a pixel is not opaque.
  package let isTransparent: Bool

  /// Whether the bytes are meant to be a PNG file, damaged or not.
  package static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
  }

  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    let chunks = try PNGChunks(bytes)
    let header = chunks.header
    let passes = header.passes
    var pixels = try chunks.pixels(count: passes.reduce(0) { $0 + $1.rows * ($1.rowSize + 1) })
    let colours = PNGColours(chunks)
    let (channels, plane) = (colours.channels, header.width * header.height)
    var values = [Double](repeating: 0, count: channels * plane)
    var (isTransparent, start) = (false, 0)
    var samples = [Int](repeating: 0, count: header.colour.sampleCount)
    for pass in passes {
      try PNGFilter.undo(&pixels, from: start, pass, pixelSize: max(header.bitsPerPixel / 8, 1))
      for row in 0..<pass.rows {
        start += 1
        for column in 0..<pass.columns {
          for index in samples.indices {
            samples[index] = Self.sample(
              pixels, start, column * samples.count + index, header.depth)
          }
          let place =
            (pass.top + row * pass.rowStep) * header.width + pass.left + column * pass.columnStep
          let alpha = try colours.alpha(samples)
          if alpha < 1 { isTransparent = true }
          for channel in 0..<channels {
            let value = colours.value(samples, channel)
            values[channel * plane + place] = alpha < 1 ? alpha * value + (1 - alpha) : value
          }
        }
        start += pass.rowSize
      }
    }
    shape = Shape([channels, header.height, header.width])
    self.values = values
    self.isTransparent = isTransparent
  }

  /// A sample of a row that begins at `start`; of less than a byte, the first is in the highest bits.
  private static func sample(_ bytes: [UInt8], _ start: Int, _ index: Int, _ depth: Int) -> Int {
    switch depth {
    case 8: return Int(bytes[start + index])
    case 16: return Int(bytes[start + 2 * index]) << 8 | Int(bytes[start + 2 * index + 1])
    default:
      let bit = index * depth
      return Int(bytes[start + bit / 8]) >> (8 - depth - bit % 8) & (1 << depth - 1)
    }
  }
}

/// The colour and the alpha that the samples of a pixel stand for.
private struct PNGColours {
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  private let colour: PNGHeader.Colour
  /// The largest sample.
  private let greatest: Double
  private let palette: [UInt8]
  /// The alpha of a palette's first colours.
  private let alphas: [UInt8]
  /// The samples of the one transparent colour.
  private let transparent: [Int]?

  init(_ chunks: PNGChunks) {
    let depth = chunks.header.depth
    colour = chunks.header.colour
    palette = chunks.palette
    greatest = Double(1 << depth - 1)
    let transparency = chunks.transparency
    alphas = colour == .palette ? transparency ?? [] : []
    transparent = colour == .palette ? nil : transparency.map { Self.samples($0, depth: depth) }
    switch colour {
    case .grey, .greyAndAlpha: channels = 1
    case .colour, .colourAndAlpha: channels = 3
    case .palette: channels = Self.isGrey(palette) ? 1 : 3
    }
  }

  private static func isGrey(_ palette: [UInt8]) -> Bool {
    for start in stride(from: 0, to: palette.count, by: 3) {
      let red = palette[start]
      if palette[start + 1] != red || palette[start + 2] != red { return false }
    }
    return true
  }

  /// The samples of a colour that takes two bytes for each; of 16 bits, a smaller sample has the lowest.
  private static func samples(_ bytes: [UInt8], depth: Int) -> [Int] {
    stride(from: 0, to: bytes.count, by: 2).map { start in
      let sample = Int(bytes[start]) << 8 | Int(bytes[start + 1])
      return sample & (1 << depth - 1)
    }
  }

  /// Throws for a colour that is not in the palette.
  func alpha(_ samples: [Int]) throws(Diagnostic) -> Double {
    switch colour {
    case .grey, .colour: return samples == transparent ? 0 : 1
    case .greyAndAlpha: return Double(samples[1]) / greatest
    case .colourAndAlpha: return Double(samples[3]) / greatest
    case .palette:
      guard 3 * samples[0] < palette.count else {
        throw Diagnostic(
          "chunk IDAT: a pixel has the colour \(samples[0] + 1) of a palette of \(palette.count / 3)"
        )
      }
      return samples[0] < alphas.count ? Double(alphas[samples[0]]) / 255 : 1
    }
  }

  func value(_ samples: [Int], _ channel: Int) -> Double {
    colour == .palette
      ? Double(palette[3 * samples[0] + channel]) / 255 : Double(samples[channel]) / greatest
  }
}

/// The filters that turn pixels into differences from their neighbours, which compress better.
private enum PNGFilter {
  /// Turns the rows of a pass back into pixels, in place. The byte before each row names its filter.
  static func undo(
    _ bytes: inout [UInt8], from start: Int, _ pass: PNGHeader.Pass, pixelSize: Int
  ) throws(Diagnostic) {
    for row in 0..<pass.rows {
      let first = start + row * (pass.rowSize + 1) + 1
      let filter = bytes[first - 1]
      guard filter <= 4 else {
        throw Diagnostic(
          "chunk IDAT: row \(row + 1) has the filter \(filter), and there are 0 to 4")
      }
      guard filter > 0 else { continue }
      for index in 0..<pass.rowSize {
        let place = first + index
        let left = index < pixelSize ? 0 : bytes[place - pixelSize]
        let above = row == 0 ? 0 : bytes[place - pass.rowSize - 1]
        let corner =
          row == 0 || index < pixelSize ? 0 : bytes[place - pass.rowSize - 1 - pixelSize]
        let predicted: UInt8 =
          switch filter {
          case 1: left
          case 2: above
          case 3: UInt8((Int(left) + Int(above)) / 2)
          default: nearest(Int(left), Int(above), Int(corner))
          }
        bytes[place] &+= predicted
      }
    }
  }

  /// Paeth's predictor: of left, above and corner, the one nearest to left + above − corner; the first of equals.
  private static func nearest(_ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
    let distances = (abs(above - corner), abs(left - corner), abs(left + above - 2 * corner))
    if distances.0 <= distances.1, distances.0 <= distances.2 { return UInt8(left) }
    return UInt8(distances.1 <= distances.2 ? above : corner)
  }
}
