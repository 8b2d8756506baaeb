import Autodiff
import Testing

@testable import LessonLanguage

@Suite("The histories of names")
struct HistoryTests {
  /// The number as a scalar, or repeated in a vector whose length is its remainder by 3.
  private func value(_ number: Int) -> Tensor {
    number % 3 == 0
      ? Tensor(Double(number)) : Tensor(Shape([number % 3]), repeating: Double(number))
  }

  @Test("values are read back with their shapes and numbers, however many there are")
  func shapes() throws {
    var history = History()
    for number in 0..<50_000 { history.record("a", value(number)) }
    let track = try #require(history["a"])
    #expect((10_000...20_000).contains(track.count))
    #expect(track.indices.allSatisfy { track[$0] == value(Int(track.number($0))) })
    #expect(track.number(track.count - 1) > 49_990)
  }

  @Test("forgetting a name leaves the others unchanged, and the name starts again")
  func forgetting() throws {
    var history = History()
    let names = ["a", "b", "c", "d"]
    for number in 1...600 {
      for (position, name) in names.enumerated() {
        history.record(name, Tensor(Double(1000 * position + number)))
      }
    }
    history.forget("b")
    history.forget("nothing")
    #expect(history.names.sorted() == ["a", "c", "d"])
    #expect(history["b"] == nil)
    for (position, name) in [(0, "a"), (2, "c"), (3, "d")] {
      let track = try #require(history[name])
      #expect(track.count == 600)
      #expect(track[255].number == Double(1000 * position + 256))
      history.record(name, Tensor(7))
      #expect(history[name]?.last?.number == 7)
    }
    history.record("b", Tensor(3), of: .epoch)
    #expect(history["b"]?.map { $0.number } == [3])
    #expect(history["b"]?.number(0) == 1)
    history.record("b", Tensor(4))
    #expect(history["b"]?.map { $0.number } == [4])
    #expect(history["b"]?.number(0) == 0)
  }

  @Test("all names together keep at most two million values, evenly spaced")
  func together() throws {
    var history = History()
    let names = (0..<150).map { "n\($0)" }
    for number in 0..<15_000 {
      for name in names { history.record(name, Tensor(Double(number))) }
    }
    let tracks = names.compactMap { history[$0] }
    #expect(tracks.reduce(0) { $0 + $1.count } <= 2_000_000)
    for track in tracks {
      #expect((7_000...15_000).contains(track.count))
      #expect(track.indices.allSatisfy { track[$0].number == track.number($0) })
    }
  }
}
