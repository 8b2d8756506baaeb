import Foundation
import TestSupport
import Testing

@testable import nnlearn

/// The screen after a conversation, from a small terminal emulator in Python.
private func screen(_ script: String, folder: TemporaryFolder? = nil) throws -> String {
  let start = """
    import os, re, signal, time
    folder = \(folder.map { "'\($0.url.path)'" } ?? "None")

    def talk(*keys, **variables):
      # Types at a conversation, a key or text at a time; a number waits.
      if folder: variables['XDG_STATE_HOME'] = folder
      repl = start('repl', **variables)
      repl.expect_exact('nnlearn › ')
      seen = repl.after
      for key in keys:
        if callable(key): key(repl)
        else: repl.send(key)
      return repl

    def ended(repl, columns=60):
      repl.expect(pexpect.EOF)
      repl.close()
      return screen('nnlearn › ' + repl.before, columns)

    def screen(text, columns=60):
      rows, row, column = [[]], 0, 0
      for code, letter in re.findall(r'\\x1b\\[([?0-9;]*[A-Za-z])|(.)', text, re.S):
        if code == 'K': del rows[row][column:]
        elif code.endswith('C'): column += int(code[:-1])
        elif code == 'H': row = column = 0
        elif code == '2J': rows = [[]]
        elif code: pass
        elif letter == '\\r': column = 0
        elif letter == '\\n': row += 1
        else:
          if column == columns: row, column = row + 1, 0
          while row >= len(rows): rows.append([])
          rows[row] += [' '] * (column + 1 - len(rows[row]))
          rows[row][column] = letter
          column += 1
        while row >= len(rows): rows.append([])
      return '\\n'.join(''.join(each).rstrip() for each in rows)

    UP, DOWN, RIGHT, LEFT = '\\x1b[A', '\\x1bOB', '\\x1b[1;5C', '\\x1b[D'
    HOME, END, DELETE = '\\x1b[1~', '\\x1b[F', '\\x1b[3~'


    """
  return try Pexpect.terminal(start + script)
}

@Suite("The line editor at a terminal", .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
struct LineEditorTerminalTests {
  @Test("keys edit the line")
  func editing() throws {
    let shown = try screen(
      """
      print(ended(talk('2 = 1', HOME, DELETE, 'a', END, LEFT, RIGHT, '0\\x7f', LEFT, '4', '\\r',
        'zz qq', '\\x17\\x15', 'b = 7', '\\x01\\x06\\x0b', '\\x08', 'é = 日', '\\x15', '\\x04')))
      """)
    #expect(shown == "nnlearn › a = 41\n  a = 41\nnnlearn ›\n\n")
  }

  @Test("a line longer than the window is scrolled, and shown whole when it ends")
  func long() throws {
    let shown = try screen(
      """
      line = '#' + ''.join(str(i % 10) for i in range(1, 70))
      repl = talk(line, LEFT)
      repl.send('\\r\\x04')
      repl.expect(pexpect.EOF)
      print(screen(repl.before).splitlines()[-3:])
      """)
    #expect(
      shown == """
        ['nnlearn › #1234567890123456789012345678901234567890123456789', '01234567890123456789', 'nnlearn ›']

        """)
  }

  @Test("history is walked within a conversation and kept for the next")
  func history() throws {
    let folder = try TemporaryFolder()
    let shown = try screen(
      """
      print(ended(talk('a = 1\\r', 'a + 1\\r', 'new', UP, UP, DOWN, DOWN, '\\x15', UP, '0\\r', '\\x04')))
      print(ended(talk(UP, UP, UP, UP, '\\r', DOWN, '\\x04')))
      """, folder: folder)
    #expect(
      shown == """
        nnlearn › a = 1
          a = 1
        nnlearn › a + 1
          a + 1 = 1 + 1 = 2
        nnlearn › a + 10
          a + 10 = 1 + 10 = 11
        nnlearn ›

        nnlearn › a = 1
          a = 1
        nnlearn ›


        """)
    #expect(try folder.text("nnlearn/history") == "a = 1\na + 1\na + 10\na = 1\n")
  }

  @Test("pasted lines are lines, one after another, and the last waits for Enter")
  func paste() throws {
    let shown = try screen(
      """
      print(ended(talk('\\x1b[200~a = [1,\\r\\n2]\\rb =\\t3\\x1b[201~', '\\r\\x04')))
      """)
    #expect(
      shown == """
        nnlearn › a = [1,
          2]
          a = [1, 2]
        nnlearn › b = 3
          b = 3
        nnlearn ›


        """)
  }

  @Test("Ctrl-C gives a line up, also inside brackets, and Ctrl-D ends only an empty line")
  func interruption() throws {
    let shown = try screen(
      """
      def expect(text): return lambda repl: repl.expect_exact(text)
      repl = talk('a = [1,\\r', expect('  '), '2', expect('2'), '\\x03', expect('nnlearn › '),
        'b = 34', LEFT, '\\x04', '\\r', expect('  b = 3\\r\\n'), expect('nnlearn › '), '\\x04')
      print(ended(repl).strip())
      print(repl.exitstatus)
      """)
    #expect(shown == "nnlearn ›\n0\n")
  }

  @Test("a window of another size shows the line again")
  func resize() throws {
    let shown = try screen(
      """
      repl = talk('0123456789' * 3)
      repl.expect_exact('0123456789' * 3)
      repl.setwinsize(24, 31)
      repl.expect_exact('\\r\\x1b[K')
      repl.expect_exact('01234567890123456789')
      print(repl.before)
      repl.setwinsize(24, 60)
      repl.expect_exact('\\r\\x1b[K')
      repl.expect_exact('0123456789' * 3)
      print(repl.before)
      repl.send('\\x15\\x04')
      repl.expect(pexpect.EOF)
      """)
    #expect(shown == "nnlearn › \nnnlearn › \n")
  }

  @Test(
    "the terminal is restored however the program ends",
    arguments: ["TERM", "HUP", "QUIT", "ILL", "TRAP", "SEGV", "BUS", "FPE", "ABRT", ""])
  func restored(signal: String) throws {
    let shown = try screen(
      """
      child = pexpect.spawn('sh', ['-c', 'ulimit -c 0; stty -g; "$0" repl; echo "ended $?"; stty -g', sys.argv[1]],
        dimensions=(24, 60), env={'LANG': 'C.UTF-8', 'TERM': 'xterm', 'SWIFT_BACKTRACE': 'enable=no', 'PATH': os.environ['PATH']},
        encoding='utf8', timeout=20, echo=False)
      child.expect_exact('nnlearn › ')
      before = child.before
      name = '\(signal)'
      if name:
        import subprocess
        found = subprocess.run(['ps', '-A', '-o', 'pid=,ppid='], capture_output=True, text=True)
        pids = [line.split()[0] for line in found.stdout.splitlines() if line.split()[1] == str(child.pid)]
        os.kill(int(pids[0]), getattr(signal, 'SIG' + name))
      else:
        child.send('\\x04')
      child.expect('ended ([0-9]+)\\r\\n')
      code = int(child.match.group(1))
      told = child.before
      child.expect(pexpect.EOF)
      modes = before.splitlines()[0]
      print(child.before.strip() == modes, '\\x1b[?2004h' in before, '\\x1b[?2004l' in told)
      print(code == 128 + getattr(signal, 'SIG' + name) if name else code == 0)
      """)
    #expect(shown == "True True True\nTrue\n")
  }

  @Test("Ctrl-Z stops the program with the terminal restored, and it continues where it was")
  func stop() throws {
    let shown = try screen(
      """
      child = pexpect.spawn('sh', ['-i'], dimensions=(24, 200),
        env={'LANG': 'C.UTF-8', 'TERM': 'xterm', 'PS1': '$ ', 'PATH': os.environ['PATH']},
        encoding='utf8', timeout=20, echo=False)
      child.expect_exact('$ ')
      child.sendline('stty -g; ' + sys.argv[1] + ' repl')
      child.expect_exact('nnlearn › ')
      modes = [line for line in child.before.splitlines() if ':' in line][0]
      child.send('a = 5')
      child.expect_exact('a = 5')
      child.send('\\x1a')
      child.expect_exact('\\x1b[?2004l')
      child.expect_exact('$ ')
      child.sendline('stty -g')
      child.expect_exact('$ ')
      print(modes in child.before)
      child.sendline('fg')
      child.expect_exact('nnlearn › a = 5')
      print('\\x1b[?2004h' in child.before)
      child.send('6\\r')
      child.expect_exact('a = 56\\r\\n')
      child.expect_exact('nnlearn › ')
      child.send('\\x04')
      child.expect_exact('$ ')
      child.sendline('stty -g')
      child.expect_exact('$ ')
      print(modes in child.before)
      child.sendline('exit')
      child.expect(pexpect.EOF)
      """)
    #expect(shown == "True\nTrue\nTrue\n")
  }

  @Test("a terminal that goes away ends the conversation")
  func closed() throws {
    let shown = try screen(
      """
      repl = talk('a = 1')
      repl.expect_exact('a = 1')
      repl.close(force=False)
      print(repl.isalive())
      """)
    #expect(shown == "False\n")
  }

  @Test("a dumb terminal gets its lines read without any code")
  func dumb() throws {
    let shown = try screen(
      """
      repl = talk('a = 1\\n', TERM='dumb')
      repl.expect_exact('nnlearn › ')
      print(repr(repl.before))
      repl.sendeof()
      repl.expect(pexpect.EOF)
      print(repr(repl.before))
      """)
    #expect(shown == "'  a = 1\\r\\n'\n'\\r\\n'\n")
  }

  @Test(
    "at a dumb terminal Ctrl-C drops the line or stops the computation, and Ctrl-D ends",
    arguments: ["dumb", ""])
  func dumbInterruption(kind: String) throws {
    let shown = try screen(
      """
      import fcntl, struct, termios
      repl = talk(TERM='\(kind)')
      def then(*keys):
        for key in keys: repl.send(key)
        repl.expect_exact('nnlearn › ')
        print(repr(repl.before))
      then('a = 1', '\\x03')
      repl.sendline('b = [1,')
      repl.expect_exact('  ')
      then('\\x03')
      then('a + 1\\n')
      then('c = 2\\n')
      repl.sendline('param w = 1')
      repl.expect_exact('nnlearn › ')
      for line in ['repeat 1000000 {', 'say = w + 1']:
        repl.sendline(line)
        repl.expect_exact('  ')
      repl.sendline('}')
      # Ctrl-C drops what the program has not read yet.
      with open(os.readlink(f'/proc/{repl.pid}/fd/0') if os.path.exists('/proc') else os.ttyname(repl.fd)) as keys:
        while struct.unpack('i', fcntl.ioctl(keys, termios.FIONREAD, b'0000'))[0]: pass
      then('\\x03')
      then('c\\n')
      repl.sendeof()
      repl.expect(pexpect.EOF)
      repl.close()
      print(repr(repl.before), repl.exitstatus, repl.signalstatus)
      """)
    #expect(
      shown == """
        '\\r\\n'
        '\\r\\n'
        "input:2:1: error: 'a' has no value here\\r\\n  2 | a + 1\\r\\n    | ^\\r\\n"
        '  c = 2\\r\\n'
        'Error: stopped; nothing has changed\\r\\n'
        '  c = 2\\r\\n'
        '\\r\\n' 0 None

        """)
  }
}
