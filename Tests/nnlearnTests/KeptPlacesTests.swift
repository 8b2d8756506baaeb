import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The places that are kept")
struct KeptPlacesTests {
  private let folder: TemporaryFolder
  private var file: String { folder.url.path + "/state/nnlearn/places" }

  init() throws { folder = try TemporaryFolder() }

  @Test("the newest place of each lesson is kept, and a lesson that was done stays done")
  func newest() throws {
    var first = KeptPlaces(file: file)
    first.keep(.init(position: "3", isDone: false), in: "xor")
    first.keep(.init(position: "3", isDone: false), in: "xor")
    first.keep(.init(position: "9", isDone: true), in: "a lesson of mine.md")
    var second = KeptPlaces(file: file)
    second.keep(.init(position: "4.2", isDone: false), in: "a lesson of mine.md")
    let places = KeptPlaces(file: file).places
    #expect(places["xor"] == .init(position: "3", isDone: false))
    #expect(places["a lesson of mine.md"] == .init(position: "4.2", isDone: true))
    let text = try folder.text("state/nnlearn/places")
    #expect(
      text == "3\tbegun\txor\n9\tdone\ta lesson of mine.md\n4.2\tdone\ta lesson of mine.md\n")
  }

  @Test("lines that are no places are passed over")
  func strange() throws {
    let path = try folder.file(
      "places",
      "3\txor\n0\tbegun\txor\n1.2.3\tbegun\txor\n-1\tdone\txor\nx\n2\tleft\txor\n7.1\tdone\ty\n")
    #expect(KeptPlaces(file: path).places == ["y": .init(position: "7.1", isDone: true)])
  }

  @Test("a long file is shortened to one line for each lesson")
  func long() throws {
    let path = try folder.file("places", (1...1200).map { "\($0)\tbegun\txor\n" }.joined())
    #expect(KeptPlaces(file: path).places["xor"]?.position == "1200")
    #expect(try folder.text("places") == "1200\tbegun\txor\n")
  }

  @Test("a name that could not be read back is not kept")
  func names() throws {
    var places = KeptPlaces(file: file)
    for name in ["a\nb", "a\tb", "a\r\nb"] {
      places.keep(.init(position: "1", isDone: false), in: name)
    }
    #expect(places.places.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: file))
  }
}

@Suite(
  "The built program: the place in a lesson",
  .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
struct BinaryTestsPlace {
  private static let lesson = """
    # Two numbers

    A summary.

    ```nn
    a = 1
    b = 2
    c = a + b
    ```
    """

  /// Runs a script in which `open()` opens the lesson, and `at(place)` gives what was shown before the prompt.
  private func talk(_ script: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.file("two.md", Self.lesson)
    let start = """
      import os, re
      os.makedirs('\(folder.url.path)/course')
      for name in ['two', 'other']:
        open('\(folder.url.path)/course/' + name + '.md', 'w').write(open('\(path)').read())
      def plain(text): return re.sub(r'\\x1b\\[[?0-9;]*[A-Za-z]|\\r', '', text).strip()
      def begin(*words):
        global lesson
        lesson = start('lesson', *words, XDG_STATE_HOME='\(folder.url.path)', NO_COLOR='1')
      def at(place):
        lesson.expect_exact('two ' + place + '/4 › ')
        return plain(lesson.before)
      def left():
        lesson.sendeof()
        lesson.expect(pexpect.EOF)
        return plain(lesson.before)
      two, course = '\(path)', '\(folder.url.path)/course'

      """
    return try Pexpect.terminal(start + script)
  }

  @Test("Enter goes on where the reader was, 'start' begins again, another command is itself")
  func offered() throws {
    let shown = try talk(
      """
      begin(two, '--step'); print(at('0')); lesson.send('goto 3\\r'); at('3'); left()
      begin(two, '--step'); print(at('0')); lesson.send('\\r'); print(at('3').splitlines()[-2]); left()
      begin(two, '--step'); at('0'); lesson.send('start\\r'); at('1'); left()
      begin(two, '--step'); print(at('0')); lesson.send('goto 2\\r'); at('2'); lesson.send('\\r'); at('3'); left()
      """)
    #expect(
      shown == """
        4 steps. Enter goes on, 'back' goes back, 'help' lists all commands.
        You were at 3 of 4. Enter goes on there, 'start' begins again.
        step 3 of 4
        You were at 1 of 4. Enter goes on there, 'start' begins again.

        """)
  }

  @Test("a fork is not a place, and the end of a lesson is not offered")
  func notOffered() throws {
    let shown = try talk(
      """
      begin(two, '--step'); at('0'); lesson.send('goto 2\\r'); at('2'); left()
      begin(two, '--step'); at('0'); lesson.send('goto 3\\r'); at('3'); lesson.send('set b = 5\\r')
      lesson.expect_exact('(b = 5) › '); left()
      begin(two, '--step'); print(at('0')); lesson.send('goto end\\r'); at('4'); left()
      begin(two, '--step'); print(at('0')); left()
      """)
    #expect(
      shown == """
        You were at 2 of 4. Enter goes on there, 'start' begins again.
        4 steps. Enter goes on, 'back' goes back, 'help' lists all commands.

        """)
  }

  @Test("the list marks what is begun and done, and the end names the next lesson")
  func course() throws {
    let shown = try talk(
      """
      begin('two', '--lessons', course, '--step'); at('0'); lesson.send('\\r'); at('1'); left()
      begin('other', '--lessons', course, '--step'); lesson.expect_exact('0/4 › ')
      lesson.send('goto end\\r'); lesson.expect_exact('4/4 › ')
      print(plain(lesson.before).replace(course, 'COURSE').splitlines()[-2]); left()
      begin('--lessons', course); lesson.expect(pexpect.EOF)
      print('\\n'.join(line.rstrip() for line in plain(lesson.before).splitlines()[:4]))
      """)
    #expect(
      shown == """
          The next lesson:  nnlearn lesson two --step --lessons COURSE
        ✓  1  other
        …  2  two

        ✓ done   … begun

        """)
  }
}
