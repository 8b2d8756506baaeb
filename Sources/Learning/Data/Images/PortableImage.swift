import Autodiff
import Text

/// A Netpbm image, PGM (grey) or PPM (colour), as planes of numbers from 0 (black) to 1.
///
/// The formats of netpbm.sourceforge.net: `P2` and `P3` in decimal text, `P5` and `P6` in bytes, or big-endian pairs of bytes
/// if the maximum is over 255; `#` begins a comment that extends to the end of the line.
package struct PortableImage: Sendable, Equatable {
  /// `[channels, height, width]`: 1 channel, or red, green, blue.
  package let shape: Shape
  /// The stored samples divided by the file's maximum, plane by plane, each row-major.
  package let values: [Double]

  package init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "P"),
      let kind = ["2", "3", "5", "6"].firstIndex(where: { $0.utf8.first == bytes[1] })
    else {
      let start = bytes.prefix(2).map { $0.hexadecimal }.joined(separator: " ")
      throw Diagnostic(
        bytes.isEmpty
          ? "the file is empty"
          : "this is neither a PNG nor a PGM or PPM image (P2, P3, P5, P6): it begins with \(start)"
      )
    }
    let (isText, channels) = (kind < 2, kind % 2 == 0 ? 1 : 3)
    var reader = PortableImageReader(bytes, position: 2)
    let width = try reader.number("the width", 1...Int(Int32.max))
    let height = try reader.number("the height", 1...Int(Int32.max))
    let maximum = try reader.number("the maximum", 1...65_535)
    let size = isText || maximum < 256 ? 1 : 2
    if !isText { try reader.singleSpace() }

    let samples = UInt64(width) * UInt64(height)  // both below 2³¹
    let (count, isHuge) = samples.multipliedReportingOverflow(by: UInt64(channels * size))
    // In text, each sample takes at least two bytes, a digit and a space; the last needs no space.
    let available = UInt64(isText ? reader.rest / 2 + 1 : reader.rest)
    guard !isHuge, count <= available else {
      let picture = "a picture of \(width) × \(height) pixels"
      throw Diagnostic(
        isText
          ? "\(picture) has more samples than fit in the \(reader.rest) bytes after the header"
          : "\(picture) takes \(isHuge ? "too many" : "\(count)") bytes after the header, and the file "
            + "has \(reader.rest)")
    }
    let pixels = width * height
    var values = [Double](repeating: 0, count: pixels * channels)
    for pixel in 0..<pixels {
      for channel in 0..<channels {
        let sample =
          isText
          ? try reader.number("sample \(pixel * channels + channel + 1)", 0...maximum)
          : try reader.sample(pixel * channels + channel, size: size, maximum: maximum)
        values[channel * pixels + pixel] = Double(sample) / Double(maximum)
      }
    }
    try reader.expectEnd(isText: isText)
    shape = Shape([channels, height, width])
    self.values = values
  }
}

/// Walks the header and the samples of a Netpbm file.
private struct PortableImageReader {
  let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The number of bytes left.
  var rest: Int { bytes.count - position }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
          position += 1
        }
      } else if !Self.isSpace(bytes[position]) {
        return
      } else {
        position += 1
      }
    }
  }

  /// A decimal number after white space and comments.
  mutating func number(_ subject: String, _ range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    skipSpace()
    let start = position
    var value: UInt64 = 0
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      value = min(value * 10 + UInt64(bytes[position] - 0x30), 1 << 40)
      position += 1
    }
    guard position > start else {
      throw Diagnostic(
        position == bytes.count
          ? "the file ends before \(subject)" : "\(subject) is not a number, at byte \(start + 1)")
    }
    guard let number = Int(exactly: value), range.contains(number) else {
      throw Diagnostic(
        "\(subject) is \(value == 1 << 40 ? "too large" : "\(value)"); it is a whole number from "
          + "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The single white-space byte between the header and binary samples.
  mutating func singleSpace() throws(Diagnostic) {
    guard position < bytes.count, Self.isSpace(bytes[position]) else {
      throw Diagnostic("white space has to follow the maximum, at byte \(position + 1)")
    }
    position += 1
  }

  /// Reads the next binary sample of one or two bytes, which must be available.
  mutating func sample(_ index: Int, size: Int, maximum: Int) throws(Diagnostic) -> Int {
    var value = Int(bytes[position])
    if size == 2 { value = value << 8 | Int(bytes[position + 1]) }
    position += size
    guard value <= maximum else {
      throw Diagnostic("sample \(index + 1) is \(value), and the maximum is \(maximum)")
    }
    return value
  }

  /// Throws if anything follows; white space and comments may follow samples in text.
  mutating func expectEnd(isText: Bool) throws(Diagnostic) {
    if isText { skipSpace() }
    guard rest == 0 else {
      throw Diagnostic("\(rest == 1 ? "1 byte follows" : "\(rest) bytes follow") the last sample")
    }
  }
}
