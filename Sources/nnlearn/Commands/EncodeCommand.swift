import Autodiff
import Learning
import LessonLanguage
import Rendering
import Text

/// `nnlearn encode`: what a layer of a trained model makes of samples.
enum EncodeCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let model = ModelOptions.declared
    let layer = Argument.option(
      "layer", valueName: "number", .integer(in: 1...1_024),
      help: "The layer, counted from 1. (default: the hidden layer with the fewest outputs)")
    let output = Argument.option(
      "output", valueName: "file", .text(completion: .files),
      help: "Write the numbers as a CSV file instead of printing them.")
    let plot = Argument.option(
      "plot", valueName: "file", .text(completion: .files),
      help: "Write the picture of a layer with two outputs as an SVG.")
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "encode", abstract: "Write what a layer makes of samples.",
    discussion: """
      A line for each sample: the outputs of the narrowest hidden layer, and the class if it is \
      known. Two numbers a sample are drawn as well. Made for models that reproduce their samples \
      ('nnlearn train --target features'), it works with any other.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let (output, plot) = (arguments[\Options.output], arguments[\Options.plot])
    try check(output, plot, arguments)
    let loaded = try ModelOptions.load(arguments, console) { .namedIfKnown($0) }
    let (model, data) = (loaded.model.model, loaded.data)
    let position = try arguments[\Options.layer].map { (number) throws(Diagnostic) in
      guard number <= model.layers.count else {
        throw Diagnostic(
          .usage,
          "--layer \(number): the model has \(model.layers.count.counting("layer")), \(model.specification)"
        )
      }
      return number - 1
    }
    let layer = model.layers[position ?? model.narrowLayer]
    if plot != nil, layer.outputShape.count != 2 {
      throw Diagnostic(
        .usage,
        "--plot draws two numbers a sample, and layer \(layer.number), '\(layer.specification)', has \(layer.outputShape.count)"
      )
    }
    let values = try Diagnostic.about(
      data.name.escaped, loaded.model.values(of: layer.number - 1, data, except: loaded.unanswered))
    let encoding = EncodedSamples(layer, values, data)
    if let output { try OutputFile.replace(output, with: encoding.csv) }
    if let plot, let picture = encoding.picture {
      try OutputFile.replace(plot, with: ScatterFile(picture).text)
    }
    if arguments[\ShowOptions.format] == .json {
      if output == nil { for line in encoding.jsonLines { console.output.write(line + "\n") } }
    } else {
      let style = ShowOptions.style(arguments, console)
      let lines = (output == nil ? encoding.lines(style) : []) + encoding.summary(style)
      for line in lines { console.output.write(line + "\n") }
      let saved = [output, plot].compactMap { $0?.escaped }
      if !saved.isEmpty { console.output.write("\nsaved \(saved.joined(separator: ", "))\n") }
    }
    console.output.flush()
    return .success
  }

  /// Throws for files that cannot be written, before anything is computed.
  private static func check(
    _ output: String?, _ plot: String?, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    if let output, !output.hasSuffix(".csv") {
      throw Diagnostic(.usage, "--output \(output.quoted): the name must end in .csv")
    }
    if let plot, !plot.hasSuffix(".svg") {
      throw Diagnostic(.usage, "--plot \(plot.quoted): the name must end in .svg")
    }
    let inputs =
      [arguments[\ModelOptions.model], arguments[\ModelOptions.data]]
      + (arguments[\ModelOptions.classes].map { [$0] } ?? [])
    for path in [output, plot].compactMap({ $0 }) {
      try OutputFile.check(path)
      try OutputFile.check(path, against: inputs)
    }
  }
}
