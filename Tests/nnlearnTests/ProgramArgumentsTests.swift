import Foundation
import TestSupport
import Testing

@testable import nnlearn

#if os(Linux)
  /// Runs a shell script with the program as `$1`, with an empty folder in place of `/proc`; `nil` if the system
  /// forbids that.
  private func withoutProc(_ script: String) throws -> BinaryRun? {
    let hide = "mount -t tmpfs none /proc 2>/dev/null || exit 99; test -e /proc/self && exit 99; "
    let run = try BinaryRun(
      words: ["unshare", "-rm", "sh", "-c", hide + script, "sh", Binary.url.path],
      environment: ["LANG": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
      executable: URL(fileURLWithPath: "/usr/bin/env"))
    return [99, 1].contains(run.status) && run.output.isEmpty ? nil : run
  }

  @Suite("The built program: its arguments")
  struct ProgramArgumentsTests {
    static let canHideProc = (try? withoutProc("echo hidden"))??.output == "hidden\n"

    @Test("they arrive without /proc", .enabled(if: canHideProc, "no mount namespaces"))
    func withoutFileSystem() throws {
      let run = try #require(
        try withoutProc(
          """
          env -i "$1" run 'no where'; echo $?; env -i "$1" --version; "$1" run $(seq 20000) 2>&1 | head -1 | tail -c 8
          """))
      #expect(run.error == "Error: There is no file 'no where'\n")
      #expect(run.output == "66\n0.1.0\n'20000'\n")
    }

    @Test("a program without arguments, not even its name, fails with a message")
    func none() throws {
      for environment in ["None", "(ctypes.c_char_p * 2)(b'LANG=C', None)"] {
        let run = try Pexpect.python(
          """
          import ctypes, sys
          system = ctypes.CDLL(None)
          system.execve(sys.argv[1].encode(), (ctypes.c_char_p * 1)(None), \(environment))
          """, arguments: [Binary.url.path])
        #expect(
          run
            == BinaryRun(
              error: "Error: The system passed no arguments, not even the program's name\n",
              status: 70))
      }
    }
  }
#endif
