import Autodiff
import Learning
import Testing

@testable import Rendering

@Suite("Images in characters")
struct ImageTextTests {
  @Test("five shades of blocks, two columns a pixel, each for the nearest fifth")
  func blocks() {
    let text = ImageText(Style())
    #expect(
      text.lines(pixels: [0, 4, 8, 12, 16], height: 1, width: 5, white: 16) == ["  ░░▒▒▓▓██"])
    #expect(
      text.lines(pixels: [1, 3, 13, 15], height: 2, width: 2, white: 16) == ["  ░░", "▓▓██"])
  }

  @Test("ten shades without Unicode")
  func ascii() {
    let pixels = (0...9).map { Double($0) / 9 }
    #expect(
      ImageText(Style(unicode: false)).lines(pixels: pixels, height: 1, width: 10, white: 1)
        == ["  ..::--==++**##%%@@"])
  }

  @Test("values beyond black and white are clamped")
  func beyond() {
    #expect(
      ImageText(Style()).lines(pixels: [-3, 1e300], height: 1, width: 2, white: 1) == ["  ██"])
  }

  @Test("pictures are side by side if there is room, with captions under them")
  func sideBySide() {
    let picture = ["████", "████"]
    #expect(
      ImageText.sideBySide([picture, ["▒▒"], picture], captions: ["a", "b", "c"], width: 10) == [
        "████  ▒▒", "████", "a     b", "", "████", "████", "c",
      ])
    #expect(
      ImageText.sideBySide([picture, ["▒▒"], picture], captions: ["a", "b", "c"], width: 14) == [
        "████  ▒▒  ████", "████      ████", "a     b   c",
      ])
    #expect(ImageText.sideBySide([], captions: [], width: 40) == [])
  }

  @Test("a caption that is wider than its picture takes several lines")
  func captions() {
    #expect(
      ImageText.sideBySide(
        [["██"], ["██"]], captions: ["row 12: 3 taken for 8", "x"], width: 40)
        == ["██            ██", "row 12: 3     x", "taken for 8"])
    #expect(
      ImageText.sideBySide([["██"]], captions: ["abcdefghijklmnop"], width: 40)
        == ["██", "abcdefghijkl", "mnop"])
  }

  @Test("large images are drawn smaller, colours in grey")
  func picture() throws {
    // Two planes of 1 × 32: one of ones, one of threes but for the last pixel.
    let planes = [Double](repeating: 1, count: 32) + [Double](repeating: 3, count: 31) + [11]
    let data = DataSet(
      name: "n", source: "s", sampleShape: Shape([2, 1, 32]), features: planes, targets: .none)
    #expect(Picture.scale(data) == 2)
    let picture = Picture(data, row: 0, white: 4)
    #expect(picture.height == 1 && picture.width == 16)
    #expect(picture.pixels == [Double](repeating: 2, count: 15) + [4])
    #expect(picture.lines(Style()) == [String(repeating: "▒▒", count: 15) + "██"])
    #expect(
      DescriptionText(data, Style()).lines.contains(
        "The first images; a pixel here is the mean of 2×2:"))
  }

  @Test("an image whose sides do not divide keeps its edge")
  func edge() {
    let data = DataSet(
      name: "n", source: "s", sampleShape: Shape([1, 17, 1]),
      features: (0..<17).map { Double($0) }, targets: .none)
    let picture = Picture(data, row: 0, white: 16)
    #expect(picture.height == 9 && picture.width == 1)
    #expect(picture.pixels == [0.5, 2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5, 16])
  }

  @Test("images that are black throughout are drawn without a white")
  func black() {
    let data = DataSet(
      name: "n", source: "s", sampleShape: Shape([1, 1, 2]), features: [0, 0, 0, 0],
      targets: .none)
    #expect(DescriptionText(data, Style()).lines.suffix(2) == ["", "sample 1  sample 2"])
  }
}
