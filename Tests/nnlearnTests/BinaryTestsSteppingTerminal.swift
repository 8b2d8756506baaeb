import Foundation
import Testing

@testable import nnlearn

@Suite(
  "The built program: stepping at a terminal",
  .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
struct BinaryTestsSteppingTerminal {
  /// Runs a script that talks to a lesson: `keys` sends, `at` waits for a prompt and gives what was shown before it.
  private func talk(_ script: String) throws -> String {
    let lesson = try SteppedLesson("gradient-descent")
    let start = """
      count = \(lesson.count)
      asked, found = \(try lesson.number(ofQuestion: "What is the new weight?")), \(try lesson.number(of: "w_new = "))
      lesson = start('lesson', 'gradient-descent', '--step', '--width', '60', NO_COLOR='1')
      def keys(text): lesson.send(text)
      def at(place, mark='›'):
        lesson.expect_exact('gradient-descent ' + place + '/' + str(count) + ' ' + mark + ' ')
        return lesson.before.replace('\\r\\n', '\\n').replace('\\r', '').replace('\\x1b[K', '')
      at('0')

      """
    return try Pexpect.terminal(start + script)
  }

  @Test("Enter, space and the arrow go on, the left arrow goes back, letters are text")
  func keys() throws {
    let shown = try talk(
      """
      keys('\\r'); at('1')
      keys(' '); at('2')
      keys('\\x1b[C'); at('3')
      keys('\\x1bOC'); at('4')
      keys('\\x1b[D'); print(at('3').split('\\n')[1])
      lesson.setwinsize(60, 60)
      keys('\\x1b[6~'); at('9')
      keys('\\x1b[5~'); lesson.expect_exact('› ')
      keys('\\x1b[H'); at('0')
      keys('goto %d.1\\r' % found); at('%d.1' % found)
      keys('\\x1b[F'); print(at(str(found)).strip().split('\\n')[-1].strip())
      keys('w'); keys('\\r'); print(at(str(found)).strip())
      """)
    let count = try SteppedLesson("gradient-descent").count
    #expect(shown == "step 3 of \(count)\n= 0.3855   ✓\nw\n\n  w = 0.38\n")
  }

  @Test("a question waits with its own prompt, and a fork shows in the prompt")
  func prompts() throws {
    let shown = try talk(
      """
      keys('goto %d\\r' % (asked - 1)); at(str(asked - 1))
      keys('\\r'); at('%d.1' % asked, '?')
      keys('0.5\\r'); print(at('%d.1' % asked, '?').strip().split('\\n')[1].strip())
      keys('0.386\\r'); print(at(str(asked)).strip().split('\\n')[1].strip())
      fork = '/%d (rate = 0.9) › ' % count
      keys('set rate = 0.9\\r'); lesson.expect_exact(str(asked) + fork)
      keys('\\r'); lesson.expect_exact('%d.1' % found + fork)
      keys('drop\\r'); at('%d.1' % found); print('dropped')
      """)
    #expect(shown == "✗\n✓\ndropped\n")
  }

  @Test("no key shows a waiting question's answer")
  func waiting() throws {
    let shown = try talk(
      """
      keys('goto %d\\r' % asked); at('%d.1' % asked, '?')
      for key in ['\\r', ' ', '\\x1b[C', '\\x1b[F', '\\x1b[6~']:
        keys(key); print(at('%d.1' % asked, '?').count('the question waits'))
      keys('\\x1b[D'); at(str(asked - 1))
      keys('\\x1b[F'); at('%d.1' % asked, '?')
      keys('answer\\r'); print(at(str(asked)).count('= 0.3855'))
      """)
    #expect(shown == "1\n1\n1\n1\n1\n1\n")
  }

  @Test("Tab completes commands and names, and history comes back with the arrow")
  func completing() throws {
    let shown = try talk(
      """
      keys('goto %d\\r' % found); at(str(found))
      keys('fini\\t\\r'); at(str(found + 1))
      keys('show slo\\t\\r'); print(at(str(found + 1)).strip().split('\\n')[-1].strip())
      keys('\\x1b[A\\r'); print(at(str(found + 1)).strip().split('\\n')[-1].strip())
      """)
    #expect(shown == "slope = −0.55\nslope = −0.55\n")
  }

  @Test("Ctrl-C gives up a line and a long computation, Ctrl-D leaves")
  func leaving() throws {
    let shown = try talk(
      """
      keys('goto 5'); keys('\\x03'); at('0')
      keys('param z = 0\\r'); lesson.expect_exact('(param z = 0) › ')
      keys('Z = (z - 1)^2\\r'); lesson.expect_exact('(2 changes) › ')
      keys('descend Z with sgd(rate = 0.00001) for 900000 steps\\r')
      import termios, time
      while not termios.tcgetattr(lesson.child_fd)[3] & termios.ISIG: time.sleep(0.01)
      keys('\\x03'); lesson.expect_exact('stopped; nothing has changed')
      lesson.expect_exact('(2 changes) › ')
      keys('z\\r'); lesson.expect_exact('z = 0')
      keys('\\x04'); lesson.expect(pexpect.EOF); lesson.close()
      print(lesson.exitstatus)
      """)
    #expect(shown == "0\n")
  }

  @Test("long output stops at each page, in the window as it is")
  func paging() throws {
    let shown = try talk(
      """
      keys('list\\r'); lesson.expect_exact('more lines: space goes on, q stops'); print(lesson.before.count('\\n'))
      lesson.setwinsize(50, 60); lesson.expect_exact('more lines'); keys(' '); lesson.expect_exact('more lines'); print(lesson.before.count('\\n'))
      keys('q'); at('0')
      keys('help\\r'); at('0')
      """)
    #expect(shown == "23\n48\n")
  }
}
