import Learning
import Text

/// `nnlearn export`: writes a trained model for another program.
enum ExportCommand {
  enum Format: String, CaseIterable, Sendable {
    case pytorch, onnx

    fileprivate var suffix: String {
      switch self {
      case .pytorch: ".py"
      case .onnx: ".onnx"
      }
    }
  }

  struct Options: ArgumentGroup {
    static let declared = Options()

    let model = Argument.required(
      "model", .text(completion: .files), help: "A model written by 'nnlearn train --save'.")
    let format = Argument.option(
      "to", valueName: "format", .choice(of: Format.self),
      help: "A program for PyTorch, or a file for ONNX Runtime and others.")
    let output = Argument.option(
      "output", valueName: "file", .text(completion: .files),
      help: "The file to write. (default: the model's name with .py or .onnx)")
  }

  static let command = CommandSpecification(
    name: "export", abstract: "Write a trained model for PyTorch or ONNX.",
    discussion: """
      For PyTorch it writes a program that reads the model's file, predicts, and goes on training, \
      also on many machines. For ONNX it writes a file that takes samples in the units of the data \
      and gives probabilities or numbers.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let path = arguments[\Options.model]
    guard let format = arguments[\Options.format] else {
      let choices = Format.allCases.map { "--to \($0.rawValue)" }.joined(separator: " or ")
      throw Diagnostic(.usage, "'export' needs a format: \(choices)")
    }
    guard path != "-" else {
      throw Diagnostic(.usage, "'export' needs the path of a model's file, not standard input")
    }
    let (model, file) = try ModelStore.read(path)
    let output = try output(arguments, format, path, file)
    switch format {
    case .pytorch:
      let run = try Diagnostic.about(path.escaped, KeptRun(file))
      let program = PyTorchProgram(model, run: run, weights: path, output: output)
      try OutputFile.replace(output, with: program.text)
    case .onnx:
      try OutputFile.replace(output, with: ONNXModel(model, metadata: file).bytes)
    }
    console.output.write("wrote \(output.escaped)\n")
    console.output.flush()
    return .success
  }

  /// Returns the path to write to; throws if that would overwrite the model or the data, or, without --output, anything.
  private static func output(
    _ arguments: ParsedArguments, _ format: Format, _ path: String, _ file: Safetensors
  ) throws(Diagnostic) -> String {
    let suffix = ".safetensors"
    let stem = path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
    let output = arguments[\Options.output] ?? stem + format.suffix
    let data = TrainOptions.declared.data.parameter.keeping?.entry.flatMap { file.text($0) }
    try OutputFile.check(output, against: [path] + (data.map { [$0] } ?? []))
    if arguments[\Options.output] == nil, OperatingSystem.exists(output) {
      throw Diagnostic(
        .unwritable,
        "\(output.quoted) exists and may have been edited; --output \(output.forShell) replaces it")
    }
    try OutputFile.check(output)
    return output
  }
}
