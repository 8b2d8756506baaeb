import Autodiff
import LessonLanguage
import Text

/// Draws a grey image in shades of characters, with two columns per pixel and spaces for black.
package struct ImageText {
  private let shades: [Character]
  private let bar: String

  package init(_ style: Style) {
    shades = Array(style.unicode ? " ░▒▓█" : " .:-=+*#%@")
    bar = style.bar
  }

  /// A line for each row of pixels.
  /// - Parameters:
  ///   - pixels: height × width numbers, row-major, from 0 (black) to `white`; values beyond are clamped.
  ///   - white: the value of white, above 0.
  package func lines(pixels: [Double], height: Int, width: Int, white: Double) -> [String] {
    (0..<height).map { row in
      var line = ""
      for pixel in pixels[row * width..<(row + 1) * width] {
        let shade = shade(pixel / white)
        line.append(shade)
        line.append(shade)
      }
      return line
    }
  }

  /// A matrix between bars: black is 0, the shade grows with the distance from it, and a number below 0 has a sign in place of
  /// its first column.
  func lines(of matrix: Tensor) -> [String] {
    let sizes = matrix.shape.sizes
    let brightness = matrix.brightness
    return (0..<sizes[0]).map { row in
      var line = bar
      for share in brightness[row * sizes[1]..<(row + 1) * sizes[1]] {
        let shade = shade(share.magnitude)
        line.append(share < 0 ? "-" : shade)
        line.append(shade)
      }
      return line + bar
    }
  }

  /// The meaning of the signs in the picture of a matrix; `nil` if it has none.
  static func remark(on matrix: Tensor) -> String? {
    matrix.hasNegative ? "(in the picture a - marks a number below 0)" : nil
  }

  /// The shade round(share × (n − 1)) of n.
  private func shade(_ share: Double) -> Character {
    let position = share.isNaN ? 0 : share * Double(shades.count - 1)
    return shades[Int(min(max(position, 0), Double(shades.count - 1)).rounded())]
  }

  /// Pictures in rows of at most `width` columns, each with its caption under it.
  ///
  /// A caption that is wider than its picture takes several lines; a picture that is wider than `width` has its own row.
  /// - Parameter narrowest: the room for a caption under a narrow picture.
  package static func sideBySide(
    _ pictures: [[String]], captions: [String], width: Int, narrowest: Int = 12
  ) -> [String] {
    let cells = zip(pictures, captions).map {
      PictureCell(lines: $0, caption: $1, narrowest: min(narrowest, width))
    }
    var rows: [[PictureCell]] = []
    var room = 0
    for cell in cells {
      if cell.width + gap > room || rows.isEmpty {
        rows.append([])
        room = width + gap
      }
      rows[rows.count - 1].append(cell)
      room -= cell.width + gap
    }
    return Array(rows.map { lines($0) }.joined(separator: [""]))
  }

  private static let gap = 2

  private static func lines(_ cells: [PictureCell]) -> [String] {
    joined(cells.map { ($0.lines, $0.width) }) + joined(cells.map { ($0.caption, $0.width) })
  }

  /// Blocks of lines side by side, as high as the highest.
  private static func joined(_ blocks: [(lines: [String], width: Int)]) -> [String] {
    let height = blocks.map { $0.lines.count }.max() ?? 0
    return (0..<height).map { row in
      let parts = blocks.map { block in
        TextColumns.padded(row < block.lines.count ? block.lines[row] : "", to: block.width)
      }
      return TextColumns.trimmed(parts.joined(separator: TextColumns.spaces(gap)))
    }
  }
}

extension Tensor {
  /// x / max |x| of each element, from −1 to 1: 0 is black, and the finite element furthest from 0 has the full brightness.
  var brightness: [Double] {
    let furthest = elements.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    return elements.map { element in
      if element.isNaN || element == 0 { return 0 }
      return element.isInfinite ? (element < 0 ? -1 : 1) : element / furthest
    }
  }

  var hasNegative: Bool { elements.contains { $0 < 0 } }
}

/// A picture with its caption, which is as wide as the picture, or a little wider under a narrow one.
private struct PictureCell {
  let lines: [String]
  let caption: [String]
  let width: Int

  init(lines: [String], caption: String, narrowest: Int) {
    self.lines = lines
    let picture = lines.map { TextColumns.width($0) }.max() ?? 0
    width = max(picture, min(TextColumns.width(caption), narrowest))
    self.caption = Style.broken(Wrapping.prose(caption, width: width), to: width)
  }
}
