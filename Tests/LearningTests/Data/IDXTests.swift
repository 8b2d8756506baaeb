import Autodiff
import TestSupport
import Testing

@testable import Learning

@Suite("IDX")
struct IDXTests {
  private static let images: [UInt8] = [
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 255,
  ]
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]

  @Test(
    "all six types, big-endian",
    arguments: [
      ([0x08, 0xFF], 255), ([0x09, 0xFF], -1), ([0x0B, 0xFF, 0xFE], -2),
      ([0x0C, 0x80, 0, 0, 0], -2_147_483_648),
      ([0x0D, 0x3F, 0xC0, 0, 0], 1.5), ([0x0E, 0xBF, 0xF8, 0, 0, 0, 0, 0, 0], -1.5),
    ] as [([UInt8], Double)])
  func types(bytes: [UInt8], value: Double) throws {
    let header: [UInt8] = [0, 0, bytes[0], 1, 0, 0, 0, 1]
    let array = try IDXArray(header + bytes.dropFirst())
    #expect(array.shape == Shape([1]) && array.values == [value])
  }

  @Test("images and labels are a data set")
  func pair() throws {
    let data = try DataSet(
      name: "m", source: "s", images: IDXArray(Self.images), labels: IDXArray(Self.labels))
    #expect(data.sampleShape == Shape([1, 1, 2]) && data.features == [1, 2, 3, 255])
    #expect(data.targets == .classes([1, 0], names: ["3", "7"]) && data.white == 255)
    let alone = try DataSet(name: "", source: "", images: IDXArray(Self.images), labels: nil)
    #expect(alone.targets == .none)
  }

  @Test("more or fewer labels than images, and labels that are none")
  func pairErrors() throws {
    let images = try IDXArray(Self.images)
    func message(_ labels: [UInt8]) -> String? {
      dataError { _ = try DataSet(name: "", source: "", images: images, labels: IDXArray(labels)) }
    }
    #expect(
      message([0, 0, 8, 1, 0, 0, 0, 3, 7, 3, 1])
        == "there are more labels than images: 3 labels, 2 images")
    #expect(
      message([0, 0, 8, 1, 0, 0, 0, 1, 7])
        == "there are fewer labels than images: 1 label, 2 images")
    #expect(
      message(Self.images)
        == "the IDX file of labels has the shape [2, 1, 2]; labels are one row of numbers")
    #expect(
      message([0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0xC0, 0, 0, 0, 0, 0, 0])
        == "label 1 is 1.5; a label is a whole number")
    #expect(
      dataError {
        let number = try IDXArray([0, 0, 8, 0, 5])
        _ = try DataSet(name: "", source: "", images: number, labels: nil)
      } == "the IDX file of images holds one number, and no axis of samples")
    #expect(
      dataError {
        let none = try IDXArray([0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 3])
        _ = try DataSet(name: "", source: "", images: none, labels: nil)
      } == "the IDX file of images has the shape [0, 3]: there are no numbers")
    #expect(
      dataError {
        let odd = try IDXArray([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x7F, 0xC0, 0, 0])
        _ = try DataSet(name: "", source: "", images: odd, labels: nil)
      } == "image 1 has an element that is not a finite number")
  }

  @Test(
    "every mistake has its message",
    arguments: [
      ([], "the file is empty"),
      (
        [0x50, 0x4B, 3, 4, 9],
        "this is not an IDX file: it begins with 50 4B 03 04, in place of 00 00, a type and a rank"
      ),
      (
        [0, 0, 8],
        "this is not an IDX file: it begins with 00 00 08, in place of 00 00, a type and a rank"
      ),
      (
        [0, 0, 0x0A, 1, 0, 0, 0, 0], "there is no IDX type 0A; there are 08, 09, 0B, 0C, 0D and 0E"
      ),
      ([0, 0, 8, 3, 0, 0], "an IDX header of rank 3 takes 16 bytes, and the file has 6"),
      (
        [0, 0, 8, 1, 0, 0, 0, 3, 1, 2],
        "the header asks for 3 × 1 byte, 3 in all, and the file has 2 after it"
      ),
      (
        [0, 0, 0x0B, 1, 0, 0, 0, 1, 1, 2, 3],
        "the header asks for 1 × 2 bytes, 2 in all, and the file has 3 after it"
      ),
      (
        [0, 0, 8, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        "the header asks for 4294967295 × 4294967295 × 1 byte, 18446744065119617025 in all, and the file has 0 after it"
      ),
      (
        [0, 0, 0x0E, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        "the header asks for 4294967295 × 4294967295 × 8 bytes, more than can be counted, and the file has 0 after it"
      ),
      (
        [0, 0, 8, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        "a size of this IDX file is larger than 2147483647"
      ),
    ] as [([UInt8], String)])
  func mistakes(bytes: [UInt8], message: String) {
    #expect(dataError { _ = try IDXArray(bytes) } == message)
  }

  @Test("no bytes are a trap")
  func fuzz() {
    var mutations = Mutations(seed: 6)
    for _ in 0..<20_000 {
      let images = try? IDXArray(mutations.next(Self.images))
      let labels = try? IDXArray(mutations.next(Self.labels))
      if let images { _ = try? DataSet(name: "", source: "", images: images, labels: labels) }
    }
  }
}
