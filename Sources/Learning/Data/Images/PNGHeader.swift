import Text

/// The first chunk of a PNG image, IHDR: what its pixels are, and how they are stored.
struct PNGHeader {
  enum Colour: UInt8 {
    case grey = 0
    case colour = 2
    case palette = 3
    case greyAndAlpha = 4
    case colourAndAlpha = 6

    /// The number of samples of a pixel.
    var sampleCount: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAndAlpha: 2
      case .colour: 3
      case .colourAndAlpha: 4
      }
    }

    fileprivate var depths: [UInt8] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .colour, .greyAndAlpha, .colourAndAlpha: [8, 16]
      }
    }
  }

  let width: Int
  let height: Int
  /// The bits of a sample.
  let depth: Int
  let colour: Colour
  private let isInterlaced: Bool

  /// The largest number of pixels that are decoded.
  static let mostPixels = 50_000_000

  init(_ data: ArraySlice<UInt8>) throws(Diagnostic) {
    let data = Array(data)
    guard data.count == 13 else { throw Diagnostic("it has \(data.count) bytes in place of 13") }
    let sides = [data[0..<4], data[4..<8]].map { $0.reduce(0) { $0 << 8 | UInt64($1) } }
    guard sides.allSatisfy({ (1...UInt64(Int32.max)).contains($0) }) else {
      throw Diagnostic("a picture \(sides[0]) pixels wide and \(sides[1]) high is none")
    }
    // Both are below 2³¹.
    guard sides[0] * sides[1] <= UInt64(Self.mostPixels) else {
      throw Diagnostic(
        "the picture is \(sides[0]) pixels wide and \(sides[1]) high, and at most "
          + "\(Self.mostPixels / 1_000_000) million pixels are read; make it smaller")
    }
    guard let colour = Colour(rawValue: data[9]), colour.depths.contains(data[8]) else {
      throw Diagnostic("there is no colour type \(data[9]) with \(data[8]) bits")
    }
    guard data[10] == 0, data[11] == 0, data[12] < 2 else {
      throw Diagnostic("its compression, filter or interlacing is not known")
    }
    (width, height) = (Int(sides[0]), Int(sides[1]))
    depth = Int(data[8])
    self.colour = colour
    isInterlaced = data[12] == 1
  }

  var bitsPerPixel: Int { depth * colour.sampleCount }

  /// The pixels of one of the smaller images into which an interlaced one is divided: every so many columns and rows from a
  /// first one.
  struct Pass {
    let left: Int
    let top: Int
    let columnStep: Int
    let rowStep: Int
    let columns: Int
    let rows: Int
    /// The bytes of a row, without that of its filter.
    let rowSize: Int
  }

  /// The passes that have pixels, in the order of the file; all pixels in one unless the image is interlaced (Adam7).
  var passes: [Pass] {
    let grids =
      isInterlaced
      ? [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
      ] : [(0, 0, 1, 1)]
    var passes: [Pass] = []
    for (left, top, columnStep, rowStep) in grids where left < width && top < height {
      let columns = (width - left + columnStep - 1) / columnStep
      passes.append(
        Pass(
          left: left, top: top, columnStep: columnStep, rowStep: rowStep, columns: columns,
          rows: (height - top + rowStep - 1) / rowStep, rowSize: (columns * bitsPerPixel + 7) / 8))
    }
    return passes
  }
}
