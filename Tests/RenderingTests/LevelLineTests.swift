import Foundation
import LessonLanguage
import Testing

@testable import Rendering

@Suite("Level lines")
struct LevelLineTests {
  static func grid(
    _ x: (Double, Double), _ y: (Double, Double), columns: Int = 61, rows: Int = 41,
    _ f: (Double, Double) -> Double
  ) -> PlaneGrid {
    let across = PlaneGrid.Side(name: "x", from: x.0, to: x.1, count: columns)
    let up = PlaneGrid.Side(name: "y", from: y.0, to: y.1, count: rows)
    var values: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns { values.append(f(across.coordinate(column), up.coordinate(row))) }
    }
    return PlaneGrid(x: across, y: up, values: values)
  }

  @Test("those of x² + y² are closed circles with the right radius", arguments: [0.5, 1, 2, 3.3])
  func circles(level: Double) throws {
    let grid = Self.grid((-2, 2), (-2, 2)) { $0 * $0 + $1 * $1 }
    let lines = LevelLines(of: grid, at: level).lines
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.first == line.last && line.count > 40)
    #expect(line.allSatisfy { abs(hypot($0.x, $0.y) - level.squareRoot()) < 0.003 })
    let steps = zip(line, line.dropFirst()).map { hypot($1.x - $0.x, $1.y - $0.y) }
    #expect(steps.allSatisfy { $0 < 0.15 })
    // Green's theorem: ½ Σ (x dy − y dx) is the area, π r².
    let area = zip(line, line.dropFirst()).reduce(0) {
      $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2
    }
    #expect(abs(area.magnitude - .pi * level) < 0.01 * .pi * level)
  }

  @Test("that of a plane is one straight line from edge to edge")
  func plane() throws {
    let grid = Self.grid((0, 3), (0, 2)) { 2 * $0 + $1 }
    let lines = LevelLines(of: grid, at: 2.5).lines
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(line.allSatisfy { abs(2 * $0.x + $0.y - 2.5) < 1e-12 })
    let ends = [line.first, line.last].compactMap { $0?.y }.sorted()
    #expect(abs(ends[0]) < 1e-12 && abs(ends[1] - 2) < 1e-12)
  }

  @Test("those of a saddle are two hyperbolas, that never cross", arguments: [-0.37, 0.37])
  func saddle(level: Double) {
    let grid = Self.grid((-1, 1), (-1, 1)) { $0 * $1 }
    let lines = LevelLines(of: grid, at: level).lines
    #expect(lines.count == 2)
    for line in lines {
      #expect(line.allSatisfy { abs($0.x * $0.y - level) < 0.002 })
      #expect(Set(line.map { $0.x > 0 }).count == 1)
    }
  }

  @Test(
    "in a cell with a saddle, the mean of the corners decides which of them are cut off",
    arguments: [
      ([1.0, 0, 0, 1], true), ([0.9, 0, 0, 0.9], false), ([0, 1, 1, 0], false),
      ([0, 0.9, 0.9, 0], true),
    ])
  func saddleCell(values: [Double], cutsTopLeft: Bool) {
    let side = PlaneGrid.Side(name: "", from: 0, to: 1, count: 2)
    let lines = LevelLines(of: PlaneGrid(x: side, y: side, values: values), at: 0.5).lines
    #expect(lines.count == 2)
    let isCut = lines.contains { line in
      line.contains { $0.x == 0 } && line.contains { $0.y == 1 }
    }
    #expect(isCut == cutsTopLeft)
  }

  @Test("there is none where a value is not finite, nor beyond all values")
  func undefined() {
    let grid = Self.grid((-1, 1), (-1, 1)) { x, y in x < 0 ? .nan : x + y }
    let line = LevelLines(of: grid, at: 0.5).lines.joined()
    #expect(!line.isEmpty && line.allSatisfy { $0.x >= 0 && abs($0.x + $0.y - 0.5) < 1e-12 })
    #expect(LevelLines(of: grid, at: 5).lines.isEmpty)
  }

  @Test("levels are evenly spaced round numbers, or powers where the highest values dominate")
  func levels() {
    func levels(_ grid: PlaneGrid) -> [Double] { ContourLevels.of(grid).map { $0.value } }
    #expect(
      levels(Self.grid((0, 1), (0, 1)) { $0 + $1 * 4 }) == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5])
    #expect(levels(Self.grid((-2, 2), (-2, 2)) { $0 * $0 + $1 * $1 }) == [1, 2, 3, 4, 5, 6, 7])
    let steep = levels(Self.grid((-2, 2), (-1, 3)) { pow(1 - $0, 2) + 100 * pow($1 - $0 * $0, 2) })
    #expect(steep == [1, 10, 100, 1000])
    #expect(levels(Self.grid((0, 1), (0, 1)) { _, _ in 3 }) == [])
    #expect(levels(Self.grid((0, 1), (0, 1)) { _, _ in .nan }) == [])
  }
}
