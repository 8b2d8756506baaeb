import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: folders of images")
struct BinaryTestsImages {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func model(_ data: String, _ options: String...) throws -> String {
    let run = try BinaryRun(
      words: ["train", data, "--epochs", "20", "--quiet", "--save", path("m.safetensors")] + options
    )
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    return path("m.safetensors")
  }

  /// A file for each ending, 2 × 1 pixels unless it says otherwise.
  private static let images: [String: Data] = [
    "pgm": Data("P2 2 1 9 1 2".utf8), "ppm": Data("P3 2 1 9 1 2 3 9 9 9".utf8),
    "png": pngFile(2, 1, 0, [0, 255]), "rgba": pngFile(4, 4, 6, [UInt8](repeating: 51, count: 64)),
    "jpg": Data([0xFF, 0xD8, 0xFF, 0xE0]), "cut": pngFile(2, 1, 0, [0, 255]).dropLast(20),
  ]

  private func images(_ files: [String]) throws -> String {
    let root = path("images")
    try? FileManager.default.removeItem(atPath: root)
    for file in files {
      let url = URL(fileURLWithPath: root).appendingPathComponent(file)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try (Self.images[url.pathExtension.lowercased()] ?? Data("text".utf8)).write(to: url)
    }
    return root
  }

  @Test("unreadable images are named, and no class is lost")
  func otherImages() throws {
    var root = try images(["cat/0.pgm", "dog/1.PGM", "bird/0.jpg", "bird/1.jpg", "dog/notes.txt"])
    #expect(
      try BinaryRun("describe", root)
        == BinaryRun(
          error:
            "Error: \(root): 'bird/0.jpg' and 1 more cannot be read: JPEG is not PNG, PGM or PPM; "
            + "convert the images, as with 'mogrify -format png *.jpg', and take the originals out\n",
          status: 65))
    #expect(
      try BinaryRun("describe", root + "/bird/0.jpg").error
        == "Error: \(root)/bird/0.jpg is a JPEG image; convert it to PNG, as with 'magick photo.jpg photo.png'\n"
    )
    root = try images(["cat/0.pgm", "dog/readme.txt"])
    #expect(
      try BinaryRun("describe", root).error
        == "Error: \(root): the folder 'dog' has no PNG, PGM or PPM images, so that its class would be lost: fill it, or remove it\n"
    )
    root = try images(["train/cat/0.pgm", "train/dog/0.pgm"])
    #expect(
      try BinaryRun("describe", root).error
        == "Error: \(root): the folder 'train' has no PNG, PGM or PPM images but the folder 'cat': name the one whose folders are the classes\n"
    )
  }

  @Test("predictions of a folder name its files")
  func fileNames() throws {
    let root = try images(["cat/0.pgm", "cat/2.pgm", "dog/1.PGM", "dog/3.PGM"])
    let model = try model(root, "--split", "100/0/0")
    let text = try BinaryRun("predict", model, root)
    #expect(text.lines[0].hasPrefix("file ") && text.lines[3].hasPrefix("dog/1.PGM  "))
    let json = try BinaryRun("predict", model, root, "--format", "json").json
    #expect(
      json.map { $0["file"] as? String } == ["cat/0.pgm", "cat/2.pgm", "dog/1.PGM", "dog/3.PGM"])
  }

  @Test("PNG, PGM and PPM are read together, and a note says how grey becomes colour")
  func mixed() throws {
    let root = try images(["cat/0.pgm", "cat/1.png", "dog/2.ppm", "dog/3.ppm"])
    let json = try BinaryRun("describe", root, "--format", "json").json[0]
    #expect(json["shape"] as? [Int] == [3, 1, 2])
    #expect(
      json["notes"] as? [String]
        == ["2 of 4 images are grey and read as colour, with equal red, green and blue"])
    let text = try BinaryRun("describe", root).output
    #expect(text.contains("4 images of 1×2 pixels in 3 channels"), "\(text)")
    #expect(text.contains("2 of 4 images are grey and read as colour"))
  }

  @Test("mixed sizes are an error that suggests --size, which a model keeps")
  func sizes() throws {
    let root = try images(["cat/0.rgba", "cat/2.png", "dog/1.PNG", "dog/3.png"])
    // An image is known by its content.
    try FileManager.default.moveItem(atPath: root + "/cat/0.rgba", toPath: root + "/cat/0.png")
    #expect(
      try BinaryRun("describe", root)
        == BinaryRun(
          error:
            "Error: \(root): 'cat/0.png' has 4×4 pixels (height × width) and 'cat/2.png' 1×2; --size 1x2, the most common size, "
            + "fits all images to one\n", status: 65))
    let model = try model(root, "--size", "2x2", "--split", "100/0/0")
    let measured = try BinaryRun("evaluate", model, root, "--format", "json")
    #expect(measured.status == 0, "\(measured.error)")
    // The same samples as in training, as their check says.
    #expect(measured.json[0]["trained_on"] as? Int == 4)
    #expect(
      measured.error.split(separator: "\n").map { $0.replacing(root, with: "") }
        == [
          "Note: : all 4 images are fitted to 2×2 pixels",
          "Note: : 3 of 4 images are grey and read as colour, with equal red, green and blue",
          "Note: : 1 of 4 images is transparent in places, and drawn on white",
        ])
    let single = try BinaryRun("predict", model, root + "/cat/2.png", "--size", "1x1")
    #expect(
      single.status == 65 && single.error.contains("[3, 1, 1], and the model takes [3, 2, 2]"))
  }

  @Test("a model whose images had one size fits others only on request")
  func request() throws {
    let plain = try images(["cat/0.png", "cat/2.pgm", "dog/1.png", "dog/3.png"])
    let model = try model(plain, "--split", "100/0/0")
    let drawing = try folder.file("drawing.png", Self.images["rgba"] ?? Data())
    #expect(
      try BinaryRun("predict", model, drawing).error.split(separator: "\n").last
        == "Error: \(drawing): the samples have the shape [1, 4, 4], and the model takes [1, 1, 2]; --size 1x2 fits them"
    )
    let fitted = try BinaryRun("predict", model, drawing, "--size", "1x2", "--format", "json")
    #expect(fitted.status == 0 && fitted.json.count == 1)
    #expect(
      fitted.error.split(separator: "\n").map { $0.replacing(drawing, with: "") } == [
        "Note: : the image is fitted to 1×2 pixels",
        "Note: : the image is in colour and read as grey: 0.299 · red + 0.587 · green + 0.114 · blue",
        "Note: : the image is transparent in places, and drawn on white",
      ])
  }

  @Test("--size is for images of any kind, and for images alone")
  func others() throws {
    let digits = try BinaryRun("describe", "digits", "--size", "2x4", "--format", "json").json[0]
    #expect(digits["shape"] as? [Int] == [1, 2, 4])
    #expect(digits["notes"] as? [String] == ["all 1797 images are fitted to 2×4 pixels"])
    let images = try folder.file("t-images-idx3-ubyte", idxFile([1, 2, 2], [1, 3, 5, 7]))
    let idx = try BinaryRun("describe", images, "--size", "2x1", "--format", "json").json[0]
    #expect((idx["features"] as? [[String: Any]])?.map { $0["mean"] as? Double } == [2, 6])
    for command in ["describe", "train"] {
      #expect(
        try BinaryRun(command, "iris", "--size", "2x4")
          == BinaryRun(error: "Error: --size is for images, and 'iris' is a table\n", status: 64))
    }
    let wrong = try BinaryRun("describe", "digits", "--size", "4")
    #expect(wrong.status == 64 && wrong.error.contains("as in 28x28"))
  }

  @Test("a PNG that is cut short says so, with the file and the byte")
  func truncated() throws {
    let root = try images(["cat/0.png", "dog/1.cut"])
    try FileManager.default.moveItem(atPath: root + "/dog/1.cut", toPath: root + "/dog/1.png")
    let run = try BinaryRun("describe", root)
    #expect(run.status == 65 && run.output == "")
    #expect(
      run.error.hasPrefix(
        "Error: \(root): 'dog/1.png': the file is cut short: it ends at byte ")
        && run.error.contains("in the chunk IDAT"), "\(run.error)")
  }
}

/// A PNG file without compression.
/// - Parameters:
///   - colour: 0 for grey, 2 for colour, 6 for colour and alpha.
///   - samples: the samples of all pixels, row by row.
func pngFile(_ width: UInt32, _ height: UInt32, _ colour: UInt8, _ samples: [UInt8]) -> Data {
  func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
  func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + data
    return bigEndian(UInt32(data.count)) + named + bigEndian(Checksum.crc32(named))
  }
  let size = samples.count / Int(height)
  var rows: [UInt8] = []
  for start in stride(from: 0, to: samples.count, by: size) {
    rows += [0] + samples[start..<start + size]
  }
  let packed = [0x78, 0x01] + stored(rows) + bigEndian(Checksum.adler32(rows))
  return Data(
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bigEndian(width) + bigEndian(height) + [8, colour, 0, 0, 0])
      + chunk("IDAT", packed) + chunk("IEND", []))
}

/// At most 65,535 bytes as DEFLATE stores them without compression.
func stored(_ bytes: [UInt8]) -> [UInt8] {
  let (low, high) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
  return [1, low, high, ~low, ~high] + bytes
}
