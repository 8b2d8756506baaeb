import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Folders of images")
struct ImageFolderTests {
  private func folder(
    _ files: [(String?, String, String)], _ fitting: ImageFitting = ImageFitting()
  ) throws(Diagnostic) -> DataSet {
    try DataSet(
      name: "f", source: "",
      images: files.map { ImageFile(className: $0.0, fileName: $0.1, bytes: Array($0.2.utf8)) },
      fitting: fitting)
  }

  @Test("a folder of images with a subfolder a class")
  func folders() throws {
    let data = try folder([
      ("no", "a.pgm", "P2 1 1 2 1"), ("maybe", "b.pgm", "P2 1 1 2 2"),
      ("no", "c.pgm", "P2 1 1 2 0"),
    ])
    #expect(data.features == [0.5, 1, 0] && data.sampleShape == Shape([1, 1, 1]))
    #expect(data.targets == .classes([1, 0, 1], names: ["maybe", "no"]))
    #expect(try folder([(nil, "a.pgm", "P2 1 1 2 1")]).targets == .none)
    #expect(dataError { _ = try folder([]) } == "there are no images")
    #expect(
      dataError { _ = try folder([("a", "1.pgm", "P2 1 1 2")]) }
        == "'a/1.pgm': the file ends before sample 1")
    #expect(
      dataError { _ = try folder([("a", "1.pgm", "P2 1 1 2 1"), (nil, "2.pgm", "P2 1 1 2 1")]) }
        == "some images are in a folder for their class and some are not")
  }

  private static let mixed: [(String?, String, String)] = [
    ("a", "1.pgm", "P2 2 2 4 0 4 0 4"), ("a", "2.pgm", "P2 4 1 4 1 3 0 4"),
    ("b", "3.pgm", "P2 4 1 4 4 4 4 4"),
  ]

  @Test("of several sizes are an error that names the most common one, or fitted to one")
  func sizes() throws {
    #expect(
      dataError { _ = try folder(Self.mixed) }
        == "'a/1.pgm' has 2×2 pixels (height × width) and 'a/2.pgm' 1×4; --size 1x4, the most common size, fits all images to one"
    )
    #expect(
      dataError { _ = try folder(Self.mixed, ImageFitting(hasOption: false)) }
        == "'a/1.pgm' has 2×2 pixels (height × width) and 'a/2.pgm' 1×4; all images must have one size"
    )
    let fitted = try folder(Self.mixed, ImageFitting(size: ImageSize(width: 2, height: 2)))
    #expect(fitted.sampleShape == Shape([1, 2, 2]))
    #expect(fitted.features == [0, 1, 0, 1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1])
    #expect(fitted.notes == ["2 of 3 images are fitted to 2×2 pixels"])
    let kept = ImageFitting(kept: ImageSize(width: 2, height: 2))
    #expect(try folder(Self.mixed, kept) == fitted)
    let other = ImageFitting(
      size: ImageSize(width: 1, height: 1), kept: ImageSize(width: 2, height: 2))
    #expect(try folder(Self.mixed, other).features == [0.5, 0.5, 1])
  }

  @Test("grey and colour together are colour, unless a model takes grey")
  func colours() throws {
    let files: [(String?, String, String)] = [
      (nil, "1.pgm", "P2 1 1 10 4"), (nil, "2.ppm", "P3 1 1 10 10 5 0"),
      (nil, "3.ppm", "P3 1 1 10 1 1 1"),
    ]
    let colour = try folder(files)
    #expect(colour.sampleShape == Shape([3, 1, 1]))
    #expect(colour.features == [0.4, 0.4, 0.4, 1, 0.5, 0, 0.1, 0.1, 0.1])
    #expect(
      colour.notes == ["1 of 3 images is grey and read as colour, with equal red, green and blue"])
    let grey = try folder(files, ImageFitting(channels: 1))
    #expect(grey.sampleShape == Shape([1, 1, 1]))
    #expect(grey.features == [0.4, 0.299 + 0.587 * 0.5, 0.1])
    #expect(
      grey.notes == [
        "2 of 3 images are in colour and read as grey: 0.299 · red + 0.587 · green + 0.114 · blue"
      ])
    #expect(
      try folder([files[0]], ImageFitting(channels: 3)).notes
        == ["the image is grey and read as colour, with equal red, green and blue"])
    #expect(try folder([files[0]]).notes == [] && folder([files[1]]).notes == [])
    // A model with channels that no file has is left to say so itself.
    #expect(try folder([files[0]], ImageFitting(channels: 4)).sampleShape == Shape([1, 1, 1]))
  }

  @Test("of PNG, and a note where one is transparent")
  func transparent() throws {
    let files = Golden.file("png.json")("files").items.filter {
      [[6, 8, 0], [2, 8, 0], [0, 1, 0]].contains($0("kind").ints)
    }
    let images = files.enumerated().map {
      ImageFile(className: nil, fileName: "\($0.offset).png", bytes: $0.element("file").base64)
    }
    let data = try DataSet(name: "f", source: "", images: images)
    let transparent = files.filter { $0("transparent") == .bool(true) }.count
    #expect(transparent > 1 && transparent < files.count)
    #expect(
      data.notes.last
        == "\(transparent) of \(files.count) images are transparent in places, and drawn on white")
    #expect(data.sampleShape == Shape([3, 6, 7]) && data.sampleNames[0] == "0.png")
  }

  @Test("other images are fitted as well, and tables are not")
  func others() throws {
    let images = DataSet(
      name: "i", source: "", sampleShape: Shape([2, 1, 2]), features: [1, 3, 5, 9, 0, 2, 4, 6],
      targets: .none, white: 255)
    let fitted = images.fitted(to: ImageSize(width: 1, height: 1))
    #expect(fitted.features == [2, 7, 1, 5] && fitted.sampleShape == Shape([2, 1, 1]))
    #expect(fitted.notes == ["all 2 images are fitted to 1×1 pixels"] && fitted.white == 255)
    #expect(images.fitted(to: ImageSize(width: 2, height: 1)) == images)
    let table = DataSet(
      name: "t", source: "", sampleShape: Shape([2]), features: [1, 3], targets: .none)
    #expect(table.fitted(to: ImageSize(width: 1, height: 1)) == table)
  }
}
