import Autodiff
import Text

/// An image of a file as planes of numbers from 0 (black) to 1 (white), row-major: one if it is grey, or red, green, blue.
struct RasterImage {
  private(set) var channels: Int
  private(set) var size: ImageSize
  private(set) var values: [Double]
  /// Whether parts of it are transparent, which are white here.
  let isTransparent: Bool

  /// Reads a PNG, PGM or PPM file.
  init(_ bytes: [UInt8]) throws(Diagnostic) {
    let shape: Shape
    if PNGImage.begins(bytes) {
      let image = try PNGImage(bytes)
      (shape, values, isTransparent) = (image.shape, image.values, image.isTransparent)
    } else {
      let image = try PortableImage(bytes)
      (shape, values, isTransparent) = (image.shape, image.values, false)
    }
    channels = shape.sizes[0]
    size = ImageSize(width: shape.sizes[2], height: shape.sizes[1])
  }

  mutating func fit(to new: ImageSize) {
    guard new != size else { return }
    values = ImageResampling(from: size, to: new).planes(values[...])
    size = new
  }

  /// Converts the image to 1 or 3 channels: a grey value becomes red, green and blue, and colours become
  /// 0.299 · red + 0.587 · green + 0.114 · blue, the luma of ITU-R BT.601.
  mutating func convert(to count: Int) {
    guard count != channels else { return }
    if count == 3 {
      values = values + values + values
    } else {
      let plane = values.count / 3
      values = (0..<plane).map {
        let (red, green, blue) = (values[$0], values[plane + $0], values[2 * plane + $0])
        // The weights' sum is 1, and rounding is not to change a grey value.
        return red == green && red == blue ? red : 0.299 * red + 0.587 * green + 0.114 * blue
      }
    }
    channels = count
  }

  /// Returns the values, and releases them.
  mutating func takeValues() -> [Double] {
    defer { values = [] }
    return values
  }
}

/// How images are made alike.
package struct ImageFitting: Sendable {
  /// The size that was asked for.
  package var size: ImageSize?
  /// The size that a model's images were fitted to, which holds if no other is asked for.
  package var kept: ImageSize?
  /// The number of channels that a model takes; `nil` to decide by the images.
  package var channels: Int?
  /// Whether the reader of a message can use the option `--size`.
  package var hasOption: Bool

  package init(
    size: ImageSize? = nil, kept: ImageSize? = nil, channels: Int? = nil, hasOption: Bool = true
  ) {
    self.size = size
    self.kept = kept
    self.channels = channels
    self.hasOption = hasOption
  }

  /// The size that all images get, if there is one.
  package var target: ImageSize? { size ?? kept }

  /// Makes images alike.
  /// - Returns: the notes on what was changed.
  func fit(_ images: inout [RasterImage], of files: [ImageFile]) throws(Diagnostic) -> [String] {
    try checkSizes(images, of: files)
    let colours = images.indices.filter { images[$0].channels == 3 }
    let target = channels == 1 || channels == 3 ? channels : nil
    let isGrey = (target ?? (colours.isEmpty ? 1 : 3)) == 1
    for index in images.indices { images[index].convert(to: isGrey ? 1 : 3) }
    return [
      Self.note(
        isGrey ? colours.count : images.count - colours.count, of: images.count,
        isGrey
          ? "in colour and read as grey: 0.299 · red + 0.587 · green + 0.114 · blue"
          : "grey and read as colour, with equal red, green and blue"),
      Self.note(
        images.filter { $0.isTransparent }.count, of: images.count,
        "transparent in places, and drawn on white"),
    ].compactMap { $0 }
  }

  /// Returns a note on a number of images; `nil` if there are none.
  static func note(_ number: Int, of count: Int, _ text: String) -> String? {
    if number == 0 { return nil }
    if count == 1 { return "the image is \(text)" }
    if number == count { return "all \(count) images are \(text)" }
    return "\(number) of \(count) images \(number == 1 ? "is" : "are") \(text)"
  }

  private func checkSizes(_ images: [RasterImage], of files: [ImageFile]) throws(Diagnostic) {
    guard let other = images.indices.first(where: { images[$0].size != images[0].size }) else {
      return
    }
    var counts: [ImageSize: Int] = [:]
    for image in images { counts[image.size, default: 0] += 1 }
    var most = images[0].size
    for image in images where counts[image.size] ?? 0 > counts[most] ?? 0 { most = image.size }
    throw Diagnostic(
      "\(files[0].path.quoted) has \(images[0].size.sentence) pixels (height × width) and "
        + "\(files[other].path.quoted) \(images[other].size.sentence); "
        + (hasOption
          ? "--size \(most), the most common size, fits all images to one"
          : "all images must have one size"))
  }
}
