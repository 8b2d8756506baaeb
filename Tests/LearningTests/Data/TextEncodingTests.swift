import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Text encodings")
struct TextEncodingTests {
  /// höhe and hähe in Latin-1, twice the same after a careless decoding.
  private static let table: [UInt8] =
    [0x68, 0xF6, 0x68, 0x65, 0x2C, 0x68, 0xE4, 0x68, 0x65] + Array(",k\n1,2,g\n3,4,h\n".utf8)

  private static func names(_ bytes: [UInt8], _ encoding: TextEncoding) throws(Diagnostic)
    -> [String]
  {
    try CSVDataSet(name: "", source: "", bytes: bytes, reading: .init(encoding: encoding))
      .dataSet.featureNames
  }

  @Test("a byte that is not UTF-8 is refused with its place")
  func refused() {
    let advice =
      "which is not UTF-8; save the file as UTF-8, or use --encoding latin-1 if it is Latin-1"
    #expect(
      dataError { _ = try Self.names(Self.table, .utf8) } == "line 1, byte 2 is F6, \(advice)")
    let later = Array("a,k\r\n1,x\r2,y\n3,".utf8) + [0xC3, 0x28]
    #expect(dataError { _ = try Self.names(later, .utf8) } == "line 4, byte 3 is C3, \(advice)")
    #expect(
      dataError {
        _ = try CSVDataSet(
          name: "", source: "", bytes: Self.table, reading: .init(origin: .lesson))
      } == "line 1, byte 2 is F6, which is not UTF-8; save the file as UTF-8")
    #expect(
      dataError { _ = try ClassNames([0x30, 0x2C, 0xFF]) } == "line 1, byte 3 is FF, \(advice)")
  }

  @Test("names differ as Latin-1, and a byte is the number of its character")
  func latin1() throws {
    #expect(try Self.names(Self.table, .latin1) == ["höhe", "hähe"])
    let all = [UInt8](1...255)
    let text = String(
      decoding: try TextEncoding.latin1.utf8Bytes(of: all, advice: ""), as: UTF8.self)
    #expect(text.unicodeScalars.map(\.value) == all.map { UInt32($0) })
    #expect(
      dataError { _ = try Self.names([0xEF, 0xBB, 0xBF] + Self.table, .latin1) }
        == "the text begins with the mark of UTF-8 and is not Latin-1")
    let names = try ClassNames([0x30, 0x2C, 0xE9], reading: .init(encoding: .latin1))
    #expect(names.names == ["0": "é"])
  }

  @Test("valid bytes are those of the standard library, whatever the bytes")
  func fuzz() {
    var mutations = Mutations(seed: 11)
    let start = Array("aé漢😀\u{7FF}\u{800}\u{FFFF}\u{10000}z".utf8)
    for _ in 0..<20_000 {
      let bytes = mutations.next(start).filter { $0 != 0 }
      if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { continue }
      let isValid = (try? TextEncoding.utf8.utf8Bytes(of: bytes, advice: "")) != nil
      #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }

  @Test("two spellings of one letter are one name")
  func canonical() throws {
    #expect(
      dataError { _ = try CSVTests.table("e\u{301},é,k\n1,2,x\n1,2,y\n") }
        == "row 1, column 2: 'é' is already the name of column 1; rename one of them")
    let data = try CSVTests.table("a,k\n1,e\u{301}\n2,é\n3,f\n").dataSet
    #expect(data.targets == .classes([0, 0, 1], names: ["e\u{301}", "f"]))
  }
}
