import Testing

@testable import nnlearn

@Suite("Help")
struct CommandLineTestsHelp {
  @Test("the program's help lists its subcommands", arguments: ["", "--help", "-h", "help"])
  func root(line: String) throws {
    let help = """
      OVERVIEW: Gradient descent, one step at a time.

      Every number is shown with its working.

        nnlearn lesson gradient-descent

      USAGE: nnlearn <subcommand>

      OPTIONS:
        --generate-completion-script <shell>
                                Print a script that teaches a shell to complete
                                commands. (values: bash, zsh, fish)
        --version               Show the version.
        -h, --help              Show help information.

      SUBCOMMANDS:
        lesson                  Show a lesson.
        run                     Run a file.
        repl                    Type statements and see their working.
        check                   Check that lessons say what is true.

        See 'nnlearn help <subcommand>' for detailed help.

      """
    #expect(try SampleRun(line) == SampleRun(output: help))
  }

  @Test(
    "a command's help lists its arguments and options, even next to a mistake",
    arguments: ["help lesson", "lesson -h", "lesson --help", "lesson --bogus a b --help"])
  func command(line: String) throws {
    let help = """
      OVERVIEW: Show a lesson.

      USAGE: nnlearn lesson [--digits <digits>] [--all] [--format <format>]
             [--color <color>] [--lessons <folder>] [<lesson>]

      ARGUMENTS:
        <lesson>                The name of a lesson or the path of a file; without it
                                the lessons are listed.

      OPTIONS:
        -d, --digits <digits>   How many decimals to show.
        --all                   Show every row of a table.
        --format <format>       What to print. (values: text, json; default: text)
        --color <color>         When to use colour. (values: auto, always, never;
                                default: auto)
        --lessons <folder>      Where the lessons are.
        --version               Show the version.
        -h, --help              Show help information.

      """
    #expect(try SampleRun(line) == SampleRun(output: help))
  }

  @Test("a narrow terminal gets narrow help")
  func narrow() throws {
    let help = """
      OVERVIEW: Run a file.

      USAGE: nnlearn run <file>

      ARGUMENTS:
        <file>                  A file of
                                statements, or
                                - for standard
                                input.

      OPTIONS:
        --version               Show the
                                version.
        -h, --help              Show help
                                information.

      """
    #expect(try SampleRun("run --help", width: 40) == SampleRun(output: help))
  }

  @Test("the usage tells which arguments may be left out or repeated")
  func usage() throws {
    let path = try CommandPath(SampleProgram.root).appending(subcommandNamed: "check")
    let usage = HelpText(path: path, width: 80).usage(after: "Usage: ")
    #expect(usage == "Usage: nnlearn check [--accept] [<paths> ...]")
  }

  @Test("the version is one line", arguments: ["--version", "lesson --version", "run --version"])
  func version(line: String) throws {
    #expect(try SampleRun(line) == SampleRun(output: "1.2.3\n"))
  }

  @Test("help after -- is an ordinary argument")
  func afterTerminator() throws {
    let run = try SampleRun("check -- --help")
    #expect(run.output == "paths=[\"--help\"] accept=false\n")
  }
}
