import Foundation
import TestSupport
import Testing
import Text

@testable import WebModule

@Suite("The responses to a page")
struct PageSessionTests {
  private static let lesson = """
    # Down

    A bowl.

    ## One step

    ```nn
    param w = 1
    rate = 0.1
    L = w^2
    backprop L
    ask "Where to?" w - rate * grad(w) hint "Against the slope."
    explore rate from 0.05 to 1
    ```

    The end.
    """

  private static func opened(at place: String = "") -> TestPage {
    var page = TestPage(["down.md": lesson, "README.md": "1. [Down](down.md): a slope\n"])
    page.open("down", at: place)
    return page
  }

  @Test("lists the lessons of the README, then the reader's")
  func lessons() {
    var page = TestPage(["README.md": "1. [Down](down.md): a slope\n", "down.md": "# Down"])
    page.keep("mine.nn", Array("1 + 1".utf8))
    page.keep("my.csv", Array("a,b\n1,2\n".utf8))
    page.ask([("do", .string("lessons"))])
    #expect(
      page.last.text
        == #"{"lessons":[{"name":"down","summary":"a slope"},{"name":"mine.nn","summary":""}]}"#)
  }

  @Test("opens a lesson before its first step, and reveals it part by part")
  func revealing() {
    var page = Self.opened()
    #expect(page.last["title"]?.string == "Down")
    #expect(page.last["sections"]?.items?.count == 2)
    #expect(page.steps.isEmpty)
    page.say("next")
    #expect(page.text(1).contains("A bowl."))
    page.say("next", "next", "next")
    #expect(page.place == "4.1")
    #expect(!page.text(4).contains("1²"))
    page.say("next")
    #expect(page.last["steps"]?.items?.count == 1)
    page.say("back", "back")
    #expect(page.steps.keys.sorted() == [1, 2, 3])
  }

  @Test("a long step is whole while it is revealed, and folded once the next one begins")
  func folding() {
    let lesson = """
      # Long

      ```nn
      param w = [0.5, 0.25, 0.75]
      L = sum(sigmoid(w * [1, 2, 3])^2) / 2
      brief backprop L
      z = 1
      ```
      """
    var page = TestPage(["long.md": lesson])
    page.open("long", at: "3")
    #expect(page.steps[3]?.contains("<details") == false)
    page.say("next")
    #expect(page.steps[3]?.contains("<details") == true)
    page.say("back")
    #expect(page.steps[3]?.contains("<details") == false)
  }

  @Test("shows no answer before it is given, wherever the reader goes")
  func questions() {
    var page = Self.opened()
    page.say("goto end")
    #expect(page.steps.count == 8)
    #expect(!page.text(6).contains("0.8"))
    page.ask([("do", .string("answer")), ("step", .whole(6)), ("text", .string("1.2"))])
    #expect(page.notes.contains("Against the slope."))
    #expect(page.notes.contains("added, not subtracted"))
    #expect(!page.notes.contains("0.8") && !page.text(6).contains("0.8"))
    page.ask([("do", .string("answer")), ("step", .whole(6)), ("text", .string("0.8"))])
    #expect(page.text(6).contains("0.8"))
  }

  @Test("an answer given while the whole lesson is shown leaves it visible")
  func reading() {
    var page = Self.opened()
    page.ask([("do", .string("read"))])
    #expect(page.place == "read")
    #expect(Self.opened(at: "read").steps == page.steps)
    page.ask([("do", .string("answer")), ("step", .whole(6)), ("text", .string("0.8"))])
    #expect(page.steps.count == 8)
    #expect(page.text(6).contains("0.8"))
    #expect(page.place == "read")
  }

  @Test("shows a fork next to the lesson, and its place restores both")
  func forks() {
    var page = Self.opened()
    page.say("goto 5", "set rate = 0.5")
    #expect(page.notes.contains("again;\n"), "lines of a note stay lines")
    #expect(page.text(3).contains("0.5") && page.text(3).contains("0.1"))
    #expect(page.last["fork"]?.strings == ["rate = 0.5"])
    page.say("w = 2", "goto 7")
    #expect(page.place == "7?5:rate = 0.5&5:w = 2")
    let steps = page.steps
    var other = Self.opened(at: page.place)
    #expect(other.steps == steps)
    other.say(":set w = 2.5")
    #expect(other.place == "7?5:rate = 0.5&5:w = 2&7:w = 2.5")
    other.say(":set w = 3")
    #expect(other.last["fork"]?.strings == ["rate = 0.5", "w = 2", "w = 3"])
    other.say("drop")
    #expect(other.place == "7")
    #expect(!other.text(3).contains("0.5"))
  }

  @Test("a place without positions, a missing one, and an invalid one")
  func places() {
    #expect(Self.opened(at: "4?rate = 0.9").last["fork"]?.strings == ["rate = 0.9"])
    #expect(Self.opened(at: "99").place == "")
    #expect(Self.opened(at: "?=&:&?").place == "")
  }

  @Test("why explains a gradient, or shows the working of a name without one")
  func why() {
    var page = Self.opened()
    page.say("goto 5")
    page.ask([("do", .string("why")), ("name", .string("w"))])
    #expect(page.notes.contains("why w"))
    page.ask([("do", .string("why")), ("name", .string("rate"))])
    #expect(page.notes.contains("0.1"))
  }

  @Test("trains on a table that the reader opens")
  func tables() {
    var rows = "x,y\n"
    for index in 0..<60 { rows += "\(index),\(2 * index + 1)\n" }
    var page = TestPage()
    page.keep("my table.csv", Array(rows.utf8))
    page.open("my table.csv")
    page.ask([("do", .string("read"))])
    let text = page.steps.values.joined()
    #expect(text.contains("60 samples"))
    #expect(text.contains("test"))
    #expect(!text.contains("class=\"error\""))
  }

  @Test("trains on a table that is compressed with gzip, and says if it cannot be unpacked")
  func compressedTables() throws {
    // The table above, by Python's gzip.
    let packed = Array(
      try #require(Data(base64Encoded: Self.packed)))
    var page = TestPage()
    page.keep("my.csv.gz", packed)
    page.open("my.csv.gz")
    page.ask([("do", .string("read"))])
    let text = page.steps.values.joined()
    #expect(text.contains("60 samples") && !text.contains("class=\"error\""))
    page.keep("cut.csv.gz", Array(packed.prefix(90)))
    page.open("cut.csv.gz")
    #expect(page.notes.contains("ends after 90 bytes"))
  }

  private static let packed =
    "H4sIAAAAAAACAxXQMXIAMQgEwXzfMsEBQoif2b/3OtqgqdLd/PCrj1BQSlrF6LBqInSJ0hCtR4yWWMVH+jzIUiTZiiJHcUhr"
    + "U9ZLWYeyPsq61Co/TiiD48eS08rijPJwrE1bL20d2vpo69Kr+rihCm6pkutPLe6oDtfajPUy1mGsj7EuszofL3SCVzrJa53i"
    + "+UcPz9qs9bLWYa2PtS7rEK7zhTo8pU5Pq8sz6uPxyX8snziXe7WDuVg7mZu1o7naH9TPUhdnAQAA"

  @Test("completes names and words, and saves what was shown and typed")
  func helps() {
    var page = Self.opened()
    page.say("goto 5", "w + 1")
    page.ask([("do", .string("complete")), ("text", .string("des"))])
    #expect(page.last["words"]?.strings == ["descend"])
    page.ask([("do", .string("save"))])
    #expect(page.last["markdown"]?.string?.contains("`w + 1`") == true)
  }

  @Test(
    "a request that cannot be met is told in a sentence",
    arguments: [
      (#"{"do":"open","name":"nowhere"}"#, "there is no lesson 'nowhere' on this page"),
      (#"{"do":"say","text":"next"}"#, "no lesson is open"),
      ("no JSON", "not valid JSON"),
      ("", "not valid JSON"),
    ])
  func bad(request: String, message: String) {
    var session = PageSession()
    let notes = session.answer(Array(request.utf8))["notes"]?.string ?? ""
    #expect(notes.replacing("&#39;", with: "'").contains(message))
  }

  @Test("a lesson that is not UTF-8 says so")
  func encoding() {
    var page = TestPage()
    page.keep("latin.md", [0x23, 0x20, 0xE9, 0x0A])
    page.open("latin.md")
    #expect(page.notes.contains("save it as UTF-8"))
  }
}
