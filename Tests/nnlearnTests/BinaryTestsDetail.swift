import Foundation
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("The built program: levels of detail, and inside a training")
struct BinaryTestsDetail {
  private static let program = """
    param w = [0.5, -0.5]
    p = sigmoid([[0, 1], [1, 0], [1, 1]] @ w)
    L = mse([1, 0, 1], p)
    backprop L

    """

  @Test("run, lesson, repl and train --explain take --detail, and each level shows more")
  func levels() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("p.nn", Self.program)
    let commands = [
      ["run", path], ["lesson", "tiny-network"], ["train", "iris", "--explain", "--batch", "2"],
    ]
    for command in commands {
      let counts = try ["brief", "normal", "full"].map { level in
        try BinaryRun(words: command + ["--detail", level]).lines.count
      }
      #expect(counts[0] < counts[1] && counts[1] < counts[2], "\(command): \(counts)")
      #expect(try BinaryRun(words: command).lines.count == counts[1])
    }
    let repl = try ["brief", "full"].map { level in
      try BinaryRun("repl", "--detail", level, input: Self.program).lines.count
    }
    #expect(repl[0] < repl[1])
    let json = try ["brief", "full"].map { level in
      try BinaryRun("run", path, "--format", "json", "--detail", level).output
    }
    #expect(json[0] == json[1])
    #expect(try BinaryRun("describe", "--detail", "full").status == 64)
  }

  private static let lesson = """
    # Training

    ```nn
    data iris = load "iris" split 70/15/15 seed 3
    model net = dense 3 softmax
    optimizer sgd(rate = 0.1)
    train net on iris for 2 epochs batch 50 seed 1
    net.0.bias
    explain step 2 of net
    train_loss
    ```

    """

  @Test("over a pipe, a what-if on a setting trains again")
  func settings() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("t.md", Self.lesson)
    let run = try BinaryRun(
      "lesson", path, "--step", "--format", "json",
      input:
        "goto 5\nset rate = 0.5\nset epochs = 1\nexplain step 4 of net\ndrop\nexplain step 4 of net\n"
    )
    let kinds = run.json.map { $0["kind"] as? String ?? "" }
    #expect(kinds.filter { $0 == "fork" }.count == 2 && kinds.contains("lesson"))
    #expect(run.json.contains { ($0["source"] as? String) == "net.0.bias" })
    let messages = run.json.compactMap { $0["message"] as? String }
    #expect(messages == ["the training of 'net' took 3 steps, and there is no step 4"])
    let straight = try BinaryRun("run", path, "--format", "json").json
    let explained = try #require(straight.first { $0["kind"] as? String == "explanation" })
    #expect(explained["epoch"] as? Int == 1 && explained["batch"] as? Int == 2)
    #expect((explained["statements"] as? [Any])?.count == 4)
  }
}

@Suite(
  "The built program: choosing a level at a terminal",
  .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
struct BinaryTestsDetailTerminal {
  @Test("detail full shows the present statement again, whole, and stays")
  func levels() throws {
    let shown = try Pexpect.terminal(
      """
      repl = pexpect.spawn(sys.argv[1], ['repl', '--width', '60'], dimensions=(200, 60),
                           env={'LANG': 'C.UTF-8', 'TERM': 'xterm', 'NO_COLOR': '1'},
                           encoding='utf8', timeout=60, echo=False)
      def say(text, mark):
        repl.sendline(text)
        repl.expect_exact(mark)
      repl.expect_exact('nnlearn › ')
      say('param w = [0.5, -0.5]', 'w = [0.5, −0.5]')
      say('p = sigmoid([[0, 1], [1, 0], [1, 1]] @ w)', '≈ [0.3775, 0.6225, 0.5]')
      say('L = mse([1, 0, 1], p)', '≈ 0.3416')
      say('backprop L', 'lines of working; --detail full, or why w[0]')
      say('detail full', '+ 1 × (−0.08333)]')
      say('backprop L', '+ 1 × (−0.08333)]')
      say('detail much', 'takes brief, normal or full, not')
      print('shown')
      """)
    #expect(shown == "shown\n")
  }
}
