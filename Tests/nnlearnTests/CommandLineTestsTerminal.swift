import Testing

@testable import nnlearn

@Suite("Terminal")
struct CommandLineTestsTerminal {
  private func terminal(
    _ environment: [String: String] = [:], terminals: Set<FileDescriptor> = [], columns: Int? = nil
  ) -> Terminal {
    Terminal(environment: { environment[$0] }, terminals: terminals, columns: columns)
  }

  @Test(
    "the width is the terminal's, else that of COLUMNS, else 80, within limits",
    arguments: [
      (nil, nil, 80), (100, nil, 100), (100, "90", 100), (nil, "90", 90), (nil, "", 80),
      (nil, "0", 80), (nil, "-5", 80), (nil, "wide", 80), (10, nil, 40), (nil, "99999", 240),
    ] as [(Int?, String?, Int)])
  func width(columns: Int?, variable: String?, width: Int) {
    let environment = variable.map { ["COLUMNS": $0] } ?? [:]
    #expect(terminal(environment, columns: columns).width == width)
  }

  @Test(
    "the first variable of the locale that is not empty decides on UTF-8",
    arguments: [
      ([:], false),
      (["LANG": "en_US.UTF-8"], true),
      (["LANG": "C.utf8", "TERM": "dumb"], true),
      (["LANG": "de_DE.UTF-8@euro"], true),
      (["LANG": "de_DE.ISO-8859-15@utf8"], false),
      (["LANG": "C"], false),
      (["LC_CTYPE": "UTF-8", "LANG": "C"], true),
      (["LC_ALL": "POSIX", "LC_CTYPE": "UTF-8", "LANG": "en_US.UTF-8"], false),
      (["LC_ALL": "", "LC_CTYPE": "", "LANG": "en_US.UTF-8"], true),
      (["LC_ALL": "@"], false),
    ] as [([String: String], Bool)])
  func unicode(environment: [String: String], expected: Bool) {
    #expect(terminal(environment).showsUnicode == expected)
  }

  @Test(
    "colour needs a terminal that wants it, unless it is forced",
    arguments: [
      ([:], true), (["TERM": "xterm"], true), (["NO_COLOR": ""], true),
      (["NO_COLOR": "1"], false), (["NO_COLOR": "0"], false), (["TERM": "dumb"], false),
    ] as [([String: String], Bool)])
  func color(environment: [String: String], automatic: Bool) {
    let screen = terminal(environment, terminals: [.standardOutput])
    #expect(screen.allowsColor(.auto) == automatic)
    #expect(!screen.allowsColor(.auto, on: .standardError))
    #expect(!terminal(environment).allowsColor(.auto))
    #expect(terminal(environment).allowsColor(.always))
    #expect(!screen.allowsColor(.never))
  }

  @Test("only the given streams are terminals")
  func streams() {
    let screen = terminal(terminals: [.standardError])
    #expect(screen.isTerminal(.standardError))
    #expect(!screen.isTerminal(.standardInput))
  }
}
