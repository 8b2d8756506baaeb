/// A canvas of character cells, drawn dot by dot.
///
/// With Unicode a cell holds 2 × 4 braille dots; without, it is one dot.
struct DotCanvas {
  /// A dot, counted from the top left.
  struct Dot: Equatable {
    var x: Int
    var y: Int

    /// Whether the two touch at a corner.
    func isDiagonal(to other: Dot) -> Bool { abs(x - other.x) == 1 && abs(y - other.y) == 1 }
  }

  /// A character cell, counted from the top left.
  struct Cell: Equatable {
    var column: Int
    var row: Int
  }

  let columns: Int
  let rows: Int
  let dotsAcross: Int
  let dotsDown: Int

  private var braille: [UInt8]
  private var marks: [Unicode.Scalar?]

  init(columns: Int, rows: Int, braille: Bool) {
    self.columns = columns
    self.rows = rows
    dotsAcross = braille ? 2 : 1
    dotsDown = braille ? 4 : 1
    self.braille = Array(repeating: 0, count: columns * rows)
    marks = Array(repeating: nil, count: columns * rows)
  }

  var width: Int { columns * dotsAcross }
  var height: Int { rows * dotsDown }

  func cell(of dot: Dot) -> Cell { Cell(column: dot.x / dotsAcross, row: dot.y / dotsDown) }

  /// Draws a dot inside the field, or without braille the character `stroke`.
  mutating func draw(_ dot: Dot, stroke: Unicode.Scalar) {
    if dotsAcross == 1 {
      mark(cell(of: dot), with: stroke)
    } else {
      let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
      braille[index(cell(of: dot))] |= bits[dot.y % 4 * 2 + dot.x % 2]
    }
  }

  /// Whether nothing is drawn in a cell of the field.
  func isBlank(_ cell: Cell) -> Bool { braille[index(cell)] == 0 && marks[index(cell)] == nil }

  /// Replaces the contents of a cell of the field with a character.
  mutating func mark(_ cell: Cell, with character: Unicode.Scalar) {
    marks[index(cell)] = character
  }

  /// The characters of a row from left to right.
  func text(row: Int) -> String {
    var text: [UInt8] = []
    for index in row * columns..<(row + 1) * columns {
      let dots = Unicode.Scalar(0x2800 + UInt32(braille[index])) ?? " "
      let scalar = marks[index] ?? (braille[index] == 0 ? " " : dots)
      text.append(contentsOf: UTF8.encode(scalar)!)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func index(_ cell: Cell) -> Int { cell.row * columns + cell.column }
}
