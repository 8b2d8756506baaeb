import LessonLanguage
import Lessons
import Rendering
import Testing
import Text

@testable import WebModule

/// A lesson with a question, a loop, a descent, a plot with a point, and a check that fails.
private let lesson = """
  # Down

  A bowl.

  ```nn
  param w = 1
  rate = 0.1
  f(v) = v^2
  plot f from 0 to 2 with w
  L = f(w)
  ask "Where to?" w - rate * 2 * w
  repeat 2 { a = w + rate; ask "And now?" a + 1 }
  rate * 2 #=> 5
  explore rate from 0.05 to 1
  descend L with sgd(rate = rate) for 4 steps
  ```

  The end.
  """

@Suite("The steps that a page keeps")
struct PageVisitTests {
  private func visit() throws -> PageVisit {
    let source = SourceText(lesson)
    return PageVisit(
      name: "down", (Lesson(markdown: source), SourceFile(name: "down", source)), loader: .none)
  }

  @Test(
    "are those that would be rendered now, after answers, changes, dropped forks and going back")
  func kept() throws {
    var visit = try visit()
    let lines = [
      "goto end", "goto 7", "answer", "goto end", "set rate = 0.5", "set rate = 0.6", "goto 3",
      "set w = 2", "goto end", "back", "back", "drop", "goto end", "goto 8", "w = 3",
      "set rate = 0.7", "goto end", "drop", "b = 4", "goto 9.1", "answer", "goto end", "drop",
      "goto end", "set rate = 0.4", "drop", "set rate = 0.45",
    ]
    for line in lines {
      _ = visit.say(line, within: nil)
      let shown = visit.shown
      var fresh = visit
      fresh.rendered = RenderedSteps()
      fresh.shown = []
      _ = fresh.view(notes: [])
      for (number, (kept, now)) in zip(shown, fresh.shown).enumerated() {
        #expect(kept == now, "step \(number + 1) after '\(line)'")
      }
      #expect(shown.count == fresh.shown.count)
    }
  }

  @Test(
    "a change before a step shows in it, replaces the one before, and is restored from the place")
  func point() throws {
    var page = TestPage(["down.md": lesson])
    page.open("down", at: "5")
    #expect(page.steps[5]?.contains(#"data-point="w" data-value="1""#) == true)
    for value in ["0.5", "0.7"] {
      page.ask([
        ("do", .string("set")), ("step", .whole(5)), ("text", .string("w = \(value)")),
      ])
    }
    #expect(page.last["fork"]?.strings == ["w = 0.7"])
    #expect(page.steps[5]?.contains(#"data-point="w" data-value="0.7""#) == true)
    #expect(page.steps[5]?.contains(#"data-point="w" data-value="1""#) == true, "the lesson's own")
    #expect(page.place == "5?4:w = 0.7")
    var other = TestPage(["down.md": lesson])
    other.open("down", at: page.place)
    #expect(other.steps == page.steps)
  }
}

@Suite("Moves that take long")
struct UnfinishedMoveTests {
  private static let lesson = """
    # Long

    ```nn
    data d = load "line.csv" split 70/15/15 seed 1
    model net = dense 4 tanh, dense 1
    optimizer adam(rate = 0.01)
    train net on d for 200 epochs batch 8 seed 1
    plot train_loss
    ```
    """

  private static func opened() -> TestPage {
    let rows = (0..<60).map { "\($0),\(2 * $0 + 1)\n" }.joined()
    var page = TestPage(["long.md": lesson, "line.csv": "x,y\n" + rows])
    page.open("long", at: "3")
    return page
  }

  private static let finish: [JSON.Member] = [
    ("do", .string("say")), ("text", .string(":finish")), ("within", .whole(0)),
  ]

  @Test("the same request continues a move, and the result is that of one without interruption")
  func continued() {
    var whole = Self.opened()
    whole.say(":finish")
    var page = Self.opened()
    var count = 0
    while page.ask(Self.finish)["unfinished"] != nil { count += 1 }
    #expect(count > 5)
    #expect(page.place == "4")
    #expect(page.steps == whole.steps)
    #expect(page.last["networks"] == whole.last["networks"])
  }

  @Test("a move that is ended early keeps the weights reached, and can go on to the same result")
  func ended() {
    var whole = Self.opened()
    whole.say(":finish")
    var page = Self.opened()
    for _ in 0..<4 { #expect(page.ask(Self.finish)["unfinished"] != nil) }
    page.ask([("do", .string("stay"))])
    #expect(page.place == "4.256")
    #expect(page.notes.contains("Stopped at step 4.256"))
    #expect(page.last["networks"]?.string?.contains("data-network=\"net\"") == true)
    let place = page.place
    var other = Self.opened()
    other.open("long", at: place)
    #expect(other.place == place)
    #expect(other.steps == page.steps)
    page.say("net([3])")
    #expect(!page.notes.contains("learned nothing"))
    page.say(":finish")
    #expect(page.steps == whole.steps)
  }

  @Test("nothing happens if there is nothing to end")
  func nothing() {
    var page = Self.opened()
    page.ask([("do", .string("stay"))])
    #expect(page.place == "3")
    #expect(page.notes.contains("nothing has changed"))
  }
}
