import Foundation
import Testing

@testable import nnlearn

@Suite(
  "The built program: stepping at a terminal",
  .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
struct BinaryTestsSteppingTerminal {
  /// Runs a script that talks to a lesson: `keys` sends, `at` waits for a prompt and gives what was shown before it.
  private func talk(_ script: String) throws -> String {
    let start = """
      lesson = start('lesson', 'gradient-descent', '--step', '--width', '60', NO_COLOR='1')
      def keys(text): lesson.send(text)
      def at(place, mark='›'):
        lesson.expect_exact('gradient-descent ' + place + '/106 ' + mark + ' ')
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
      keys('goto 23.1\\r'); at('23.1')
      keys('\\x1b[F'); print(at('23').strip().split('\\n')[-1].strip())
      keys('w'); keys('\\r'); print(at('23').strip())
      """)
    #expect(shown == "step 3 of 106\n= 0.3855   ✓\nw\n\n  w = 0.38\n")
  }

  @Test("a question waits with its own prompt, and a fork shows in the prompt")
  func prompts() throws {
    let shown = try talk(
      """
      keys('goto 21\\r'); at('21')
      keys('\\r'); at('22.1', '?')
      keys('0.5\\r'); print(at('22.1', '?').strip().split('\\n')[1].strip())
      keys('0.386\\r'); print(at('22').strip().split('\\n')[1].strip())
      keys('set rate = 0.9\\r'); lesson.expect_exact('22/106 (rate = 0.9) › ')
      keys('\\r'); lesson.expect_exact('23.1/106 (rate = 0.9) › ')
      keys('drop\\r'); at('23.1'); print('dropped')
      """)
    #expect(shown == "✗\n✓\ndropped\n")
  }

  @Test("no key shows a waiting question's answer")
  func waiting() throws {
    let shown = try talk(
      """
      keys('goto 22\\r'); at('22.1', '?')
      for key in ['\\r', ' ', '\\x1b[C', '\\x1b[F', '\\x1b[6~']:
        keys(key); print(at('22.1', '?').count('the question waits'))
      keys('\\x1b[D'); at('21')
      keys('\\x1b[F'); at('22.1', '?')
      keys('answer\\r'); print(at('22').count('= 0.3855'))
      """)
    #expect(shown == "1\n1\n1\n1\n1\n1\n")
  }

  @Test("Tab completes commands and names, and history comes back with the arrow")
  func completing() throws {
    let shown = try talk(
      """
      keys('goto 23\\r'); at('23')
      keys('fini\\t\\r'); at('24')
      keys('show slo\\t\\r'); print(at('24').strip().split('\\n')[-1].strip())
      keys('\\x1b[A\\r'); print(at('24').strip().split('\\n')[-1].strip())
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
      time = __import__('time'); time.sleep(1)
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
