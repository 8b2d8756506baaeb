/// A drawing for a network of small grey images: marks, four times as fine as the image in both directions.
///
/// The digits of the data set were made from 32 × 32 marks: a pixel is the number of marks in its square of 4 × 4.
struct InkDrawing {
  static let fineness = 4
  /// The sizes of the image.
  let height: Int
  let width: Int
  private var marks: [Bool]

  /// - Parameter text: a `1` for each mark that is set and any other character for the rest, row by row.
  ///
  /// Returns `nil` if it does not fit the image.
  init?(_ text: String, height: Int, width: Int) {
    marks = text.utf8.map { $0 == UInt8(ascii: "1") }
    self.height = height
    self.width = width
    guard marks.count == height * width * Self.fineness * Self.fineness else { return nil }
  }

  var isEmpty: Bool { !marks.contains(true) }

  private var rows: Int { height * Self.fineness }
  private var columns: Int { width * Self.fineness }

  /// The drawing enlarged in proportion until it fills the height or the width, and centred, as the digits of the data set are.
  var filling: InkDrawing {
    let used = marks.indices.filter { marks[$0] }
    guard let top = used.first.map({ $0 / columns }), let bottom = used.last.map({ $0 / columns }),
      let left = used.map({ $0 % columns }).min(), let right = used.map({ $0 % columns }).max()
    else { return self }
    let (tall, wide) = (Double(bottom - top + 1), Double(right - left + 1))
    let scale = min(Double(rows) / tall, Double(columns) / wide)
    var filling = self
    for row in 0..<rows {
      for column in 0..<columns {
        let y = (Double(row) + 0.5 - Double(rows) / 2) / scale + tall / 2
        let x = (Double(column) + 0.5 - Double(columns) / 2) / scale + wide / 2
        let isInside = y >= 0 && y < tall && x >= 0 && x < wide
        filling.marks[row * columns + column] =
          isInside && marks[(top + Int(y)) * columns + left + Int(x)]
      }
    }
    return filling
  }

  /// The pixels, row by row: the share of marks in each square, times the value of a white pixel.
  func pixels(white: Double) -> [Double] {
    var counts = [Int](repeating: 0, count: height * width)
    for (place, isSet) in marks.enumerated() where isSet {
      let (row, column) = (place / columns, place % columns)
      counts[row / Self.fineness * width + column / Self.fineness] += 1
    }
    return counts.map { white * Double($0) / Double(Self.fineness * Self.fineness) }
  }
}
