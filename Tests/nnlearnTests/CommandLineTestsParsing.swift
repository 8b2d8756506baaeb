import Testing

@testable import nnlearn

@Suite("Parsing of the command line")
struct CommandLineTestsParsing {
  @Test(
    "arguments are found in every valid position",
    arguments: [
      ("lesson", "lesson=nil digits=nil all=false format=text color=auto lessons=nil"),
      ("lesson a", "lesson=a digits=nil all=false format=text color=auto lessons=nil"),
      (
        "lesson --digits 3 a --all --format=json",
        "lesson=a digits=3 all=true format=json color=auto lessons=nil"
      ),
      ("lesson -d 3", "lesson=nil digits=3 all=false format=text color=auto lessons=nil"),
      ("lesson -d=3 --all", "lesson=nil digits=3 all=true format=text color=auto lessons=nil"),
      ("lesson --digits -3", "lesson=nil digits=-3 all=false format=text color=auto lessons=nil"),
      ("lesson -- -x", "lesson=-x digits=nil all=false format=text color=auto lessons=nil"),
      ("lesson -5", "lesson=-5 digits=nil all=false format=text color=auto lessons=nil"),
      ("lesson -", "lesson=- digits=nil all=false format=text color=auto lessons=nil"),
      (
        "lesson --lessons=-x=y --all",
        "lesson=nil digits=nil all=true format=text color=auto lessons=-x=y"
      ),
      (
        "lesson --color=always",
        "lesson=nil digits=nil all=false format=text color=always lessons=nil"
      ),
    ])
  func accepted(line: String, output: String) throws {
    #expect(try SampleRun(line) == SampleRun(output: output + "\n"))
  }

  @Test("a repeated argument takes all remaining words, and the command's status is returned")
  func repeated() throws {
    let run = try SampleRun("check a --accept b -- --c --")
    let output = "paths=[\"a\", \"b\", \"--c\", \"--\"] accept=true\n"
    #expect(run == SampleRun(output: output, exitCode: .checkFailed))
    #expect(try SampleRun("check").output == "paths=[] accept=false\n")
  }

  @Test(
    "mistakes are reported exactly",
    arguments: [
      ("lesson --digit 3", "Unknown option '--digit'. Did you mean '--digits'?"),
      ("lesson --colour=never", "Unknown option '--colour'. Did you mean '--color'?"),
      ("lesson --frobnicate", "Unknown option '--frobnicate'"),
      ("lesson -x", "Unknown option '-x'"),
      ("lesson --=3", "Unknown option '--'"),
      ("lesson --digits", "Missing value for '--digits <digits>'"),
      ("lesson --digits --all", "Missing value for '--digits <digits>'"),
      ("lesson -d --", "Missing value for '--digits <digits>'"),
      (
        "lesson --digits 18",
        "The value '18' is invalid for '--digits <digits>'. "
          + "Please provide a whole number from -3 to 17."
      ),
      (
        "lesson --digits=",
        "The value '' is invalid for '--digits <digits>'. "
          + "Please provide a whole number from -3 to 17."
      ),
      (
        "lesson --format xml",
        "The value 'xml' is invalid for '--format <format>'. "
          + "Please provide one of 'text' or 'json'."
      ),
      (
        "lesson --color blue",
        "The value 'blue' is invalid for '--color <color>'. "
          + "Please provide one of 'auto', 'always' or 'never'."
      ),
      (
        "lesson --all=yes",
        "The option '--all' does not take any value, but 'yes' was given."
      ),
      ("lesson a b", "Unexpected argument 'b'"),
      ("run a b c", "2 unexpected arguments: 'b', 'c'"),
      ("run", "Missing expected argument '<file>'"),
      ("run --", "Missing expected argument '<file>'"),
      ("lessn", "Unknown subcommand 'lessn'. Did you mean 'lesson'?"),
      ("hlep", "Unknown subcommand 'hlep'. Did you mean 'help'?"),
      ("lessn --help", "Unknown subcommand 'lessn'. Did you mean 'lesson'?"),
      ("help chekc", "Unknown subcommand 'chekc'. Did you mean 'check'?"),
      ("frobnicate", "Unknown subcommand 'frobnicate'"),
      ("--all lesson", "Unknown option '--all'"),
      ("-- lesson", "Unexpected argument 'lesson'"),
      ("--generate-completion-script", "Missing value for '--generate-completion-script <shell>'"),
      (
        "--generate-completion-script tcsh",
        "The value 'tcsh' is invalid for '--generate-completion-script <shell>'. "
          + "Please provide one of 'bash', 'zsh' or 'fish'."
      ),
    ])
  func refused(line: String, message: String) throws {
    let run = try SampleRun(line)
    #expect(run.error.split(separator: "\n").first ?? "" == "Error: \(message)")
    #expect(run.output.isEmpty)
    #expect(run.exitCode == .wrongCall)
  }

  @Test("the usage of the command follows the message")
  func report() throws {
    let error = """
      Error: Unexpected argument 'b'
      Usage: nnlearn lesson [--digits <digits>] [--all] [--format <format>]
             [--color <color>] [--lessons <folder>] [<lesson>]
        See 'nnlearn lesson --help' for more information.

      """
    #expect(try SampleRun("lesson a b") == SampleRun(error: error, exitCode: .wrongCall))
  }

  @Test("a mistake in the program's own options shows the program's usage")
  func rootReport() throws {
    let error = """
      Error: Unknown option '--verison'. Did you mean '--version'?
      Usage: nnlearn <subcommand>
        See 'nnlearn --help' for more information.

      """
    #expect(try SampleRun("--verison") == SampleRun(error: error, exitCode: .wrongCall))
  }

  @Test(
    "an empty argument is an argument",
    arguments: [
      ([""], "Unknown subcommand ''"),
      (
        ["run", ""],
        "The value '' is invalid for '<file>'. Please provide a text that is not empty."
      ),
      (
        ["lesson", "--lessons", ""],
        "The value '' is invalid for '--lessons <folder>'. "
          + "Please provide a text that is not empty."
      ),
    ])
  func empty(words: [String], message: String) throws {
    #expect(try SampleRun(words: words).error.hasPrefix("Error: \(message)\n"))
  }

  @Test("control characters in an argument are shown, not sent")
  func escaped() throws {
    let run = try SampleRun(words: ["\u{1B}[31m\u{202E}"])
    #expect(run.error.hasPrefix("Error: Unknown subcommand '\\u{1B}[31m\\u{202E}'\n"))
  }

  @Test("a command's failure is reported after its output, without the usage")
  func failure() throws {
    let error = "Error: There is no file 'nowhere.nn'\n"
    let expected = SampleRun(output: "before\n", error: error, exitCode: .noInput)
    #expect(try SampleRun("run nowhere.nn") == expected)
  }
}
