import Foundation
import TestSupport
import Testing
import Text

@testable import Learning

/// The streams of `Tests/Golden/deflate.json`, and what zlib makes of them.
private enum Deflated {
  static let root = Golden.file("deflate.json")

  /// 70,000 zeros, packed as small as zlib can.
  static let zeros: JSON = {
    let all = root("streams").items.filter { $0("count").int == 70_000 && $0("level").int == 9 }
    return all.min { $0("stream").text.utf8.count < $1("stream").text.utf8.count } ?? .null
  }()

  /// What zlib says of a stream: the sums of what it unpacks to and the number of its bytes, or that it is damaged.
  struct Verdict: Equatable {
    let count: Int
    let crc32: Int
    let adler32: Int
    let used: Int

    init?(_ json: JSON, used: Int? = nil) {
      guard json != .null else { return nil }
      (count, crc32, adler32) = (json("count").int, json("crc32").int, json("adler32").int)
      self.used = used ?? json("used").int
    }

    /// What `Inflate` says; `nil` if it throws.
    init?(_ stream: [UInt8]) {
      var inflate = Inflate(stream, limit: 1 << 20)
      guard (try? inflate.readStream()) != nil else { return nil }
      used = inflate.position
      let output = inflate.finished()
      count = output.count
      (crc32, adler32) = (Int(Checksum.crc32(output)), Int(Checksum.adler32(output)))
    }
  }
}

@Suite("Inflate")
struct InflateTests {
  @Test("unpacks what zlib packs at every level and with every strategy")
  func levels() {
    let streams = Deflated.root("streams").items
    #expect(streams.count > 100)
    for json in streams {
      let stream = json("stream").base64
      #expect(
        Deflated.Verdict(stream) == Deflated.Verdict(json, used: stream.count),
        "level \(json("level").int), \(json("strategy").text)")
    }
  }

  @Test("accepts and refuses what zlib accepts and refuses", arguments: ["handmade", "mutations"])
  func verdicts(kind: String) {
    let cases = Deflated.root(kind).items
    #expect(
      cases.contains { $0("unpacked") == .null } && cases.contains { $0("unpacked") != .null })
    for (number, json) in cases.enumerated() {
      #expect(
        Deflated.Verdict(json("stream").base64) == Deflated.Verdict(json("unpacked")), "\(number)")
    }
  }

  @Test(
    "says what is wrong, and where",
    arguments: [
      ([], "truncated at 0"), ([3], "truncated at 1"), ([7], "there is no kind of block 3 at 0"),
      ([1, 2, 0, 0xFD, 0xFF, 1], "truncated at 6"),
      ([1, 2, 0, 0xFD, 0xFE, 1], "a block's length and its check differ at 5"),
      ([0xFD, 0, 0], "a block has more codes than there are symbols at 2"),
      ([0x05, 0x00, 0x00, 0x00], "the code of a block's codes is none at 3"),
      ([0x73, 0x04, 0x41, 0, 0], "a copy begins before the data do at 2"),
    ] as [([UInt8], String)])
  func errors(stream: [UInt8], message: String) {
    var inflate = Inflate(stream, limit: 100)
    do throws(StreamError) {
      try inflate.readStream()
      Issue.record("\(stream) is a stream")
    } catch {
      #expect(error.sentence == message)
    }
  }

  @Test("stops before there is more than the limit")
  func limit() throws {
    let bomb = Deflated.zeros("stream").base64
    #expect(bomb.count < 300)
    var wide = Inflate(bomb, limit: 70_000)
    _ = try wide.readStream()
    #expect(wide.finished() == [UInt8](repeating: 0, count: 70_000))
    for limit in [0, 1, 257, 69_999] {
      var inflate = Inflate(bomb, limit: limit)
      do throws(StreamError) {
        _ = try inflate.readStream()
        Issue.record("\(limit) bytes are too few")
      } catch {
        #expect(error.reason == .tooLong)
        #expect(inflate.finished().count <= limit)
      }
    }
  }

  @Test("no bytes are a trap, and none take more than their limit")
  func fuzz() {
    var mutations = Mutations(seed: 8)
    let starts = Deflated.root("streams").items.map { $0("stream").base64 }
    for number in 0..<20_000 {
      let start = starts[number % starts.count]
      let stream = mutations.next(Array(start.prefix(400)))
      var inflate = Inflate(stream, limit: 5_000)
      _ = try? inflate.readStream()
      #expect(inflate.position <= stream.count)
      if inflate.finished().count > 5_000 { Issue.record("\(number) is over the limit") }
    }
  }

  @Test("every part of a stream is an error except the whole")
  func truncated() {
    for json in Deflated.root("streams").items where json("stream").text.utf8.count < 900 {
      let stream = json("stream").base64
      for count in stream.indices {
        var inflate = Inflate(Array(stream.prefix(count)), limit: 100_000)
        #expect(throws: StreamError(reason: .truncated, offset: count)) { try inflate.readStream() }
      }
    }
  }

  @Test("the sums are those of their definitions' examples")
  func sums() {
    // The check value of the CRC catalogue, and Wikipedia's example of Adler-32.
    #expect(Checksum.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Checksum.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
    #expect(Checksum.crc32([]) == 0 && Checksum.adler32([]) == 1)
  }
}

@Suite("gzip files")
struct GzipTests {
  private static let files = Deflated.root("files").items
  private static let whole = files[8]("file").base64

  private func message(_ bytes: [UInt8], limit: Int = 1_000_000) -> String? {
    dataError { _ = try Gzip.unpacked(bytes, limit: limit) }
  }

  @Test("with every field of the header, and several members")
  func headers() throws {
    #expect(Self.files.count == 10)
    for json in Self.files {
      let bytes = json("file").base64
      #expect(Gzip.begins(bytes))
      let unpacked = try Gzip.unpacked(bytes, limit: 1_000)
      #expect(unpacked.count == json("count").int && Checksum.crc32(unpacked) == json("crc32").int)
    }
  }

  @Test("cut short anywhere")
  func truncated() {
    for count in 2..<Self.whole.count {
      #expect(
        message(Array(Self.whole.prefix(count)))
          == "the file is compressed with gzip and ends after \(count) bytes, before its data do; copy or download it again"
      )
    }
  }

  @Test("damaged anywhere, except in what describes the file alone")
  func damaged() throws {
    let bytes = Self.whole
    let free = Set(4..<10)
    for place in 2..<bytes.count {
      var damaged = bytes
      damaged[place] ^= 0x10
      // The last file's header has a check of itself.
      #expect((try? Gzip.unpacked(damaged, limit: 1_000)) == nil, "\(place)")
      var plain = Self.files[2]("file").base64
      guard place < plain.count, place != 3 else { continue }
      plain[place] ^= 0x10
      #expect(
        ((try? Gzip.unpacked(plain, limit: 1_000)) != nil) == free.contains(place), "\(place)")
    }
  }

  @Test("each with its message")
  func messages() throws {
    let plain = Self.files[0]("file").base64
    let damaged = "the file is compressed with gzip and damaged at byte"
    let advice = "; copy or download it again"
    #expect(
      message(plain + [1, 2])
        == "\(damaged) \(plain.count + 1): other data follow the compressed ones\(advice)"
    )
    var odd = plain
    odd[2] = 7
    #expect(message(odd) == "\(damaged) 3: there is no method of compression 7\(advice)")
    odd = plain
    odd[3] = 0x40
    #expect(message(odd) == "\(damaged) 4: a flag is not known\(advice)")
    odd = plain
    odd[odd.count - 6] ^= 1
    #expect(
      message(odd)
        == "\(damaged) \(plain.count - 7): the check of what was unpacked is another one\(advice)"
    )
    let most = "the most that is read"
    #expect(
      message(plain, limit: 199)
        == "the file is compressed with gzip and unpacks to more than 199 bytes, \(most)")
    // The limit is for all members together.
    let two = Self.files[9]
    #expect(message(two("file").base64, limit: two("count").int) == nil)
    #expect(message(two("file").base64, limit: two("count").int - 1)?.hasSuffix(most) == true)
    let zeros = Deflated.zeros
    var bomb: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0]
    bomb += zeros("stream").base64
    for number in [zeros("crc32").int, 70_000] {
      for shift in [0, 8, 16, 24] { bomb.append(UInt8(number >> shift & 0xFF)) }
    }
    let bombs = Array([[UInt8]](repeating: bomb, count: 15).joined())
    #expect(
      message(bombs) == "the file is compressed with gzip and unpacks to more than 1 MB, \(most)")
  }
}

extension StreamError {
  fileprivate var sentence: String {
    switch reason {
    case .truncated: "truncated at \(offset)"
    case .tooLong: "too long at \(offset)"
    case .damaged(let text): "\(text) at \(offset)"
    }
  }
}
