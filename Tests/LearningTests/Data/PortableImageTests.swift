import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Portable images")
struct PortableImageTests {
  private static let grey = Array("P5 3 2 255\n".utf8) + [0, 51, 102, 153, 204, 255]

  @Test("grey and colour, in text and in bytes")
  func kinds() throws {
    let values: [Double] = [0, 0.2, 0.4, 0.6, 0.8, 1]
    #expect(try PortableImage(Self.grey).values == values)
    #expect(try PortableImage(Self.grey).shape == Shape([1, 2, 3]))
    let text = "P2 # a comment\n3 #another\n2\n5\n0 1 2\n3 4 5 # end\n"
    #expect(try PortableImage(Array(text.utf8)).values == values)
    let wide = Array("P5\n1 1\n1000\n".utf8) + [0x01, 0xF4]
    #expect(try PortableImage(wide).values == [0.5])
    let colour = Array("P6 2 1 255 ".utf8) + [255, 0, 51, 0, 255, 102]
    #expect(try PortableImage(colour).values == [1, 0, 0, 1, 0.2, 0.4])
    #expect(try PortableImage(colour).shape == Shape([3, 1, 2]))
    #expect(try PortableImage(Array("P3 1 1 10 1 5 10".utf8)).values == [0.1, 0.5, 1])
  }

  @Test(
    "every mistake has its message",
    arguments: [
      ("", "the file is empty"),
      (
        "P4 1 1 ",
        "this is neither a PNG nor a PGM or PPM image (P2, P3, P5, P6): it begins with 50 34"
      ),
      ("P5", "the file ends before the width"),
      ("P5 3 x", "the height is not a number, at byte 6"),
      ("P5 0 3 255\n", "the width is 0; it is a whole number from 1 to 2147483647"),
      ("P5 1 1 65536\n", "the maximum is 65536; it is a whole number from 1 to 65535"),
      (
        "P5 1 99999999999999999999 1\n",
        "the height is too large; it is a whole number from 1 to 2147483647"
      ),
      ("P5 1 1 255", "white space has to follow the maximum, at byte 11"),
      (
        "P5 2 2 255\nabc",
        "a picture of 2 × 2 pixels takes 4 bytes after the header, and the file has 3"
      ),
      (
        "P6 2 2 256\nabc",
        "a picture of 2 × 2 pixels takes 24 bytes after the header, and the file has 3"
      ),
      (
        "P5 2147483647 2147483647 9\n",
        "a picture of 2147483647 × 2147483647 pixels takes 4611686014132420609 bytes after the header, and the file has 0"
      ),
      (
        "P6 2147483647 2147483647 999\n",
        "a picture of 2147483647 × 2147483647 pixels takes too many bytes after the header, and the file has 0"
      ),
      (
        "P2 2147483647 2147483647 9 1",
        "a picture of 2147483647 × 2147483647 pixels has more samples than fit in the 2 bytes after the header"
      ),
      ("P2 2 1 9 1 ", "the file ends before sample 2"),
      ("P2 2 1 9 1 10", "sample 2 is 10; it is a whole number from 0 to 9"),
      ("P2 1 1 9 1 1", "1 byte follows the last sample"),
      ("P5 1 1 32\nA", "sample 1 is 65, and the maximum is 32"),
      ("P5 1 1 99\nAAA", "2 bytes follow the last sample"),
    ])
  func mistakes(text: String, message: String) {
    #expect(dataError { _ = try PortableImage(Array(text.utf8)) } == message)
  }

  @Test("no bytes are a trap")
  func fuzz() {
    var mutations = Mutations(seed: 7)
    for start in [Self.grey, Array("P3 # c\n1 2 10 1 5 10 2 3 4\n".utf8)] {
      for _ in 0..<10_000 { _ = try? PortableImage(mutations.next(start)) }
    }
  }
}
