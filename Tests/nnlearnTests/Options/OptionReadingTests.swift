import Foundation
import Synchronization
import TestSupport
import Testing

@testable import nnlearn

@Suite("Every declared option has a use")
struct OptionReadingTests {
  /// What was asked for, as a label and its help: options of one name may differ from command to command.
  private final class Asked: Sendable {
    private let keys = Mutex<Set<String>>([])

    static func key(_ parameter: Parameter) -> String { parameter.label + " " + parameter.help }

    func note(_ parameter: Parameter) {
      keys.withLock { _ = $0.insert(Self.key(parameter)) }
    }

    var all: Set<String> { keys.withLock { $0 } }
  }

  @Test("some command reads its value")
  func read() throws {
    let folder = try TemporaryFolder()
    let model = folder.url.appendingPathComponent("m.safetensors").path
    let program = try folder.file("p.nn", "a = 1\n")
    let sheets = folder.url.appendingPathComponent("sheets").path
    let answers = try folder.file("a.csv", "student,question,answer\n1,1,2\n")
    _ = try folder.file(
      "a.jsonl",
      #"{"schema":1,"kind":"answers","lesson":"one-neuron","seed":0,"student":"Ada","question":1,"answers":["2"]}"#
    )
    let results = folder.url.appendingPathComponent("results.txt").path
    let silent = FileDescriptor(number: open("/dev/null", O_WRONLY))
    defer { close(silent.number) }
    let asked = Asked()
    let note: @Sendable (Parameter) -> Void = { asked.note($0) }
    ParsedArguments.$onRead.withValue(note) {
      for words in [
        ["train", "iris", "--epochs", "1", "--save", model], ["predict", model, "iris"],
        ["train", "iris", "--epochs", "1", "--explain"], ["evaluate", model, "iris"],
        ["encode", model, "iris"], ["describe"],
        ["tune", "iris", "--try", "rate = 0.1, 0.01", "--epochs", "1", "--experiments", results],
        ["compare", results, results], ["compare", model, model, "--data", "iris"],
        ["export", model, "--to", "onnx"],
        ["describe", "iris"], ["lesson"], ["run", program], ["check", program], ["bench", "xor"],
        ["lesson", "one-neuron"], ["worksheet", "one-neuron", "--count", "1", "--out", sheets],
        ["mark", answers, "--key", sheets + "/key.csv"], ["collect", folder.url.path],
        ["--generate-completion-script", "fish"],
      ] {
        let console = Console(
          output: StandardOutput(descriptor: silent), error: StandardError(descriptor: silent),
          terminal: Terminal(environment: { _ in nil }, terminals: [], columns: 80))
        #expect(CommandLineProgram.nnlearn.run(words, console: console) == .success)
      }
    }
    let builtIn = Set(BuiltInOptions.parameters(atRoot: false).map(\.label))
    for option in DeclaredOption.all where !builtIn.contains(option.parameter.label) {
      #expect(
        asked.all.contains(Asked.key(option.parameter)), "nobody asks for \(option.testDescription)"
      )
    }
  }
}
