import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: compressed files")
struct BinaryTestsCompressed {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private static let table = Data(
    ("length,kind\n"
      + (0..<40).map { "\($0 % 2 * 2 + $0 % 5),\($0 % 2 == 0 ? "a" : "b")\n" }.joined())
      .utf8)

  private static func note(_ count: Int) -> String {
    "the file is compressed with gzip and was unpacked from \(count + 23) to \(count) bytes"
  }

  /// The parts of a description that do not depend on how a file is stored.
  private func description(_ words: String...) throws -> (content: String, notes: [String]) {
    var json = try BinaryRun(words: ["describe", "--format", "json"] + words).json[0]
    let notes = json.removeValue(forKey: "notes") as? [String] ?? []
    let data = try JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
    return (String(decoding: data, as: UTF8.self), notes)
  }

  @Test("a table is unpacked, from a file and from standard input")
  func tables() throws {
    let plain = try folder.file("t.csv", Self.table)
    let packed = try folder.file("t.csv.gz", gzipFile(Self.table))
    let (own, other) = (try description(plain), try description(packed))
    #expect(own.content == other.content && own.notes == [])
    #expect(other.notes == [Self.note(Self.table.count)])
    let text = try BinaryRun("describe", packed).output
    #expect(text.contains("The file is compressed with gzip and was unpacked from"))
    let model = path("m.safetensors")
    #expect(
      try BinaryRun("train", packed, "--epochs", "9", "--quiet", "--save", model).status == 0)
    let predicted = try BinaryRun("predict", model, plain)
    let piped = try BinaryRun(words: ["predict", model, "-"], input: gzipFile(Self.table))
    #expect(piped.output == predicted.output && piped.status == 0)
    #expect(piped.error == "Note: standard input: \(Self.note(Self.table.count))\n")
  }

  @Test(
    "images and labels are found beside each other, compressed or not",
    arguments: [("", ""), (".gz", ".gz"), (".gz", ""), ("", ".gz")])
  func idx(images: String, labels: String) throws {
    let pixels = idxFile([4, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7])
    let classes = idxFile([4], [7, 3, 7, 3])
    let data = try folder.file(
      "train-images-idx3-ubyte\(images)", images.isEmpty ? pixels : gzipFile(pixels))
    _ = try folder.file(
      "train-labels-idx1-ubyte\(labels)", labels.isEmpty ? classes : gzipFile(classes))
    let found = try BinaryRun("describe", data, "--format", "json").json[0]
    #expect(found["samples"] as? Int == 4 && found["shape"] as? [Int] == [1, 1, 2])
    #expect((found["classes"] as? [[String: Any]])?.map { $0["name"] as? String } == ["3", "7"])
    #expect(found["notes"] as? [String] == (images.isEmpty ? [] : [Self.note(pixels.count)]))
    let names = try folder.file("names.csv.gz", gzipFile(Data("3,three\n7,seven\n".utf8)))
    let named = try BinaryRun("describe", data, "--classes", names, "--format", "json").json[0]
    #expect(
      (named["classes"] as? [[String: Any]])?.map { $0["name"] as? String } == ["three", "seven"])
  }

  @Test("a lesson loads a compressed table, and none from outside its folder")
  func lesson() throws {
    _ = try folder.file("t.csv.gz", gzipFile(Self.table))
    let lesson = try folder.file("l.nn", "data d = load \"t.csv.gz\" split 100/0/0\n")
    let run = try BinaryRun("run", lesson)
    #expect(run.status == 0 && run.output.contains("40 to train"), "\(run.output)\(run.error)")
  }

  @Test("what cannot be unpacked says what to do")
  func errors() throws {
    let whole = gzipFile(Self.table)
    let damaged = "the file is compressed with gzip and damaged at byte"
    let advice = "copy or download it again"
    var changed = whole
    changed[30] ^= 1
    for (name, data, message) in [
      (
        "cut.csv.gz", whole.prefix(100),
        "the file is compressed with gzip and ends after 100 bytes, before its data do; \(advice)"
      ),
      (
        "two.csv.gz", whole + Data([9]),
        "\(damaged) \(whole.count + 1): other data follow the compressed ones; \(advice)"
      ),
      (
        "changed.csv.gz", changed,
        "\(damaged) \(whole.count - 7): the check of what was unpacked is another one; \(advice)"
      ),
      (
        "a.zip", Data([0x50, 0x4B, 3, 4, 20, 0]),
        "the file is a spreadsheet or a zip archive; save the table as CSV, or unpack it"
      ),
      (
        "twice.gz", gzipFile(whole),
        "the file is compressed with gzip twice; unpack it first, with gunzip"
      ),
      (
        "t.csv.xz", Data([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0]),
        "the file is compressed with xz; unpack it first, with unxz"
      ),
      (
        "t.csv.bz2", Data("BZh91AY&SY".utf8),
        "the file is compressed with bzip2; unpack it first, with bunzip2"
      ),
      (
        "t.csv.zst", Data([0x28, 0xB5, 0x2F, 0xFD, 0]),
        "the file is compressed with zstd; unpack it first, with unzstd"
      ),
      (
        "t.tar.gz", gzipFile(Data(count: 257) + Data("ustar".utf8) + Data(count: 250)),
        "the file is a tar archive; unpack it first, with tar -xf, and name a file of it"
      ),
      ("empty.csv.gz", gzipFile(Data()), "the file is empty"),
    ] {
      let file = try folder.file(name, data)
      let run = try BinaryRun("describe", file)
      #expect(run == BinaryRun(error: "Error: \(file): \(message)\n", status: 65))
    }
  }
}

/// At most 65,535 bytes as a gzip file without compression.
func gzipFile(_ data: Data) -> Data {
  let ends = [Checksum.crc32(data), UInt32(data.count)]
  return Data(
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + stored(Array(data))
      + ends.flatMap { end in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: end >> $0) } })
}
