import Learning
import Rendering
import Text

/// A file of data, unpacked if it is compressed with gzip.
struct DataFile {
  /// Its name in messages.
  let name: String
  let bytes: [UInt8]
  /// Notes on how it was read.
  let notes: [String]

  /// Reads `path`. Throws for an archive, and for a file that is compressed in another way, or twice.
  init(path: String) throws(Diagnostic) {
    let file = try InputFile(path: path, limit: InputFile.dataLimit)
    name = file.name
    if Gzip.begins(file.bytes) {
      bytes = try Diagnostic.about(
        name, Gzip.unpacked(file.bytes, limit: InputFile.dataLimit * 1_000_000))
      notes = [
        "the file is compressed with gzip and was unpacked from \(grouped(file.bytes.count)) to "
          + "\(grouped(bytes.count)) bytes"
      ]
    } else {
      bytes = file.bytes
      notes = []
    }
    if let advice = Self.archives.first(where: { $0.isStart(of: bytes) })?.advice {
      throw Diagnostic("\(name): \(advice)")
    }
  }

  /// A format of archives or compressed files, which must be unpacked first.
  private struct Archive {
    let signature: [UInt8]
    var offset = 0
    let advice: String

    func isStart(of bytes: [UInt8]) -> Bool {
      bytes.dropFirst(offset).starts(with: signature)
    }
  }

  private static let archives = [
    Archive(
      signature: [0x50, 0x4B, 0x03, 0x04],
      advice: "the file is a spreadsheet or a zip archive; save the table as CSV, or unpack it"),
    Archive(
      signature: [0x1F, 0x8B],
      advice: "the file is compressed with gzip twice; unpack it first, with gunzip"),
    Archive(
      signature: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0],
      advice: "the file is compressed with xz; unpack it first, with unxz"),
    Archive(
      signature: [0x28, 0xB5, 0x2F, 0xFD],
      advice: "the file is compressed with zstd; unpack it first, with unzstd"),
    Archive(
      signature: Array("1AY&SY".utf8), offset: 4,
      advice: "the file is compressed with bzip2; unpack it first, with bunzip2"),
    Archive(
      signature: Array("\0ustar".utf8), offset: 256,
      advice: "the file is a tar archive; unpack it first, with tar -xf, and name a file of it"),
  ]
}
