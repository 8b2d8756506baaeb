import Foundation
import TestSupport
import Testing

@testable import nnlearn

/// Python with pexpect, which gives a program a terminal.
enum Pexpect {
  static let isThere: Bool = {
    (try? python("import pexpect"))?.status == 0
  }()

  /// Runs a script in which `start(…)` starts the program at a terminal of 60 columns.
  static func python(_ script: String, arguments: [String] = []) throws -> BinaryRun {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try BinaryRun(
      words: ["python3", "-c", script] + arguments,
      environment: ["PATH": path, "LANG": "C.UTF-8", "HOME": NSTemporaryDirectory()],
      executable: URL(fileURLWithPath: "/usr/bin/env"))
  }

  static func terminal(_ script: String) throws -> String {
    let start = """
      import pexpect, sys
      def start(*words, **variables):
        environment = {'LANG': 'C.UTF-8', 'TERM': 'xterm', **variables}
        return pexpect.spawn(sys.argv[1], list(words), dimensions=(24, 60), env=environment,
                             encoding='utf8', timeout=60, echo=False)

      """
    let run = try python(start + script, arguments: [Binary.url.path])
    return run.output + run.error
  }
}

@Suite("The built program: at a terminal", .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
struct BinaryTestsTerminal {
  @Test("a conversation has a prompt, another inside brackets, and ends with Ctrl-D")
  func prompt() throws {
    let shown = try Pexpect.terminal(
      """
      repl = start('repl')
      repl.expect_exact('nnlearn › ')
      repl.sendline('a = [1,')
      repl.expect_exact('  ')
      repl.sendline('2]')
      repl.expect_exact('nnlearn › ')
      print(repr(repl.before))
      repl.sendline('b')
      repl.expect_exact('nnlearn › ')
      print(repr(repl.before))
      repl.sendeof()
      repl.expect(pexpect.EOF)
      repl.close()
      print(repr(repl.before), repl.exitstatus)
      """)
    #expect(
      shown == """
        '2]\\r\\n  a = [1, 2]\\r\\n'
        "b\\r\\ninput:3:1: error: 'b' has no value here\\r\\n  3 | b\\r\\n    | ^\\r\\n"
        '\\r\\n\\x1b[?2004l' 0

        """)
  }

  @Test("the prompt is ASCII in an ASCII locale")
  func asciiPrompt() throws {
    let shown = try Pexpect.terminal(
      """
      repl = start('repl', LANG='C')
      repl.expect_exact('nnlearn > ')
      repl.sendeof()
      repl.expect(pexpect.EOF)
      print('ended')
      """)
    #expect(shown == "ended\n")
  }

  @Test("a terminal gets colour, and its width is filled")
  func lesson() throws {
    let shown = try Pexpect.terminal("print(start('lesson', '1').read())")
    let lines = shown.replacingOccurrences(of: "\r", with: "").split(separator: "\n").map(
      String.init)
    #expect(lines[0].hasPrefix("\u{1B}[1mGradient descent\u{1B}[22m "))
    #expect(lines[1] == String(repeating: "─", count: 60))
  }

  @Test(
    "NO_COLOR and TERM=dumb are obeyed at a terminal",
    arguments: ["NO_COLOR='1'", "TERM='dumb'"])
  func plain(variable: String) throws {
    let shown = try Pexpect.terminal("print(start('lesson', '1', \(variable)).read())")
    #expect(shown.contains("Gradient descent"))
    #expect(!shown.contains("\u{1B}"))
  }
}
