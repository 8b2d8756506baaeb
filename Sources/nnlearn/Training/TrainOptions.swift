import Autodiff
import Learning
import LessonLanguage
import Text

/// The options of `nnlearn train`, in the words of the lesson language.
enum TrainOptions {
  static let data = Argument.optional(
    "data",
    .text(completion: Completion(words: BuiltInData.all.entries.map(\.name), paths: .files)),
    help: "A built-in data set, a CSV or IDX file, or a folder of images. (default: digits)")
  static let target = Argument.option(
    "target", valueName: "column", .text(), help: "The column to predict, in place of the last.")
  static let kind = Argument.option(
    "as", valueName: "kind", .choice(of: TargetChoice.self),
    help: "Read the target as classes or as numbers, in place of deciding by its values.")
  static let classes = Argument.option(
    "classes", valueName: "file", .text(completion: .files),
    help: "A file that names the classes, a label and its name a line.")
  static let encoding = Argument.option(
    "encoding", .choice(of: TextEncoding.self), default: .utf8,
    help: "How the bytes of a table, or of a file that names classes, stand for characters.")
  static let noHeader = Argument.flag(
    "no-header", help: "Take the first row of a table for data; columns are column_1, column_2 ….")
  static let scaling = Argument.option(
    "scaling", .choice(of: Scaling.Kind.self), default: .standard,
    help: "How features are scaled, as measured on the training part.")
  static let split = Argument.option(
    "split", valueName: "ratio", .text(),
    help: "Shares to train, validate and test, 0 for none. (default: 70/15/15; of xor 100/0/0)")
  static let model = Argument.option(
    "model", valueName: "layers", .text(completion: Completion(words: LayerKind.names)),
    help:
      "The layers (\(LayerKind.names.joined(separator: ", "))) and their activations "
      + "(\(Activation.names.joined(separator: ", "))), as in \"dense 64 relu, dense 10 softmax\".")
  static let loss = Argument.option(
    "loss", valueName: "name", .text(completion: Completion(words: Loss.names)),
    help:
      "The loss (\(Loss.names.joined(separator: ", "))); what is usual for the target without it.")
  static let optimizer = Argument.option(
    "optimizer", valueName: "name", .text(completion: Completion(words: UpdateRule.names)),
    help:
      "The optimizer (\(UpdateRule.names.joined(separator: ", "))), as in \"sgd(rate = 0.1)\". "
      + "(default: \(TrainDefaults.optimizer.name)(rate = \(TrainDefaults.optimizer.rate)))")
  static let rate = Argument.option(
    "rate", .number("a number, 0 or more") { $0 >= 0 }, help: "The learning rate.")
  static let schedule = Argument.option(
    "schedule", valueName: "name", .text(completion: Completion(words: RateRule.names)),
    default: "constant",
    help:
      "How the rate falls (\(RateRule.names.joined(separator: ", "))), as in "
      + "\"cosine(steps = 1000)\".")
  static let epochs = Argument.option(
    "epochs", .integer(in: 1...StopRule.mostEpochs), help: "How often all samples are seen.")
  static let untilChange = Argument.option(
    "until-change", valueName: "bound", .number("a number above 0") { $0 > 0 },
    help: "Stop when the training loss changes less from one epoch to the next.")
  static let patience = Argument.option(
    "patience", valueName: "epochs", .integer(in: 1...StopRule.mostEpochs),
    help: "Stop when the validation loss has not fallen for so many epochs.")
  static let largestBatch = 1_000_000
  static let batch = Argument.option(
    "batch", .integer(in: 1...largestBatch), help: "Samples a step. (default: 32)")
  static let seed = Argument.option(
    "seed", .integer(in: 0...Int.max), default: 0,
    help: "What split, weights and order of samples are drawn from.")
  static let noShuffle = Argument.flag(
    "no-shuffle", help: "Take the samples in the order of the data, in every epoch.")
  static let initializer = Argument.option(
    "initializer", .ingredient(Initializer.self),
    help: "How weights start; each layer's own way without it.")
  static let l2 = Argument.option(
    "l2", .number("a number, 0 or more") { $0 >= 0 }, default: 0,
    help: "A penalty on large weights: this times the sum of their squares is minimised too.")
  static let clip = Argument.option(
    "clip", valueName: "length", .number("a number above 0") { $0 > 0 },
    help: "The greatest length of all gradients together.")

  static let threads = Argument.option(
    "threads", valueName: "count", .integer(in: 1...Workers.most),
    help:
      "Threads for large steps; as many as there are processors without it. Results stay the same.")

  static let ingredients = [
    data.parameter, target.parameter, kind.parameter, classes.parameter, encoding.parameter,
    noHeader.parameter, scaling.parameter, split.parameter, model.parameter, loss.parameter,
    optimizer.parameter, rate.parameter,
    schedule.parameter, epochs.parameter, untilChange.parameter, patience.parameter,
    batch.parameter, seed.parameter, noShuffle.parameter, initializer.parameter, l2.parameter,
    clip.parameter, threads.parameter,
  ]

  // MARK: Files

  static let save = Argument.option(
    "save", valueName: "file", .text(completion: .files),
    help: "Write the trained model as a safetensors file.")
  static let checkpointEvery = Argument.option(
    "checkpoint-every", valueName: "steps", .integer(in: 1...Int.max),
    help: "Write the whole run beside the model, now and then, to be resumed.")
  static let resume = Argument.option(
    "resume", valueName: "file", .text(completion: .files),
    help: "Go on with a run that a checkpoint holds, with the same bits.")
  static let history = Argument.option(
    "history", valueName: "file", .text(completion: .files),
    help: "Write the epochs as .csv, or as .jsonl with an object a line.")
  static let plot = Argument.option(
    "plot", valueName: "file", .text(completion: .files), help: "Write the curves as an SVG.")

  static let files = [
    save.parameter, checkpointEvery.parameter, resume.parameter, history.parameter, plot.parameter,
  ]

  // MARK: Looking inside

  static let explain = Argument.option(
    "explain", valueName: "step", .integer(in: 1...1_000_000_000), bare: 1,
    help:
      "Show every number of one step of the run, the first unless another is named, and stop there."
  )
  static let test = Argument.flag(
    "test", help: "Evaluate the test part at the end, in place of the validation part.")
  static let step = Argument.flag(
    "step", help: "Go through the training step by step, forward and back.")

  // MARK: Reading

  /// When the command line lets a run end; nil where it does not say.
  static func rule(_ arguments: ParsedArguments) throws(CommandFailure) -> StopRule? {
    let patience = arguments[patience]
    guard let bound = arguments[untilChange] else {
      guard let count = arguments[epochs] else {
        // Patience alone looks for the best within as many epochs as there may be.
        return patience.map { StopRule(.epochs(StopRule.mostEpochs), patience: $0) }
      }
      return StopRule(.epochs(count), patience: patience)
    }
    guard arguments[epochs] == nil else {
      throw CommandFailure(
        message: "--epochs and --until-change exclude each other", exitCode: .wrongCall)
    }
    return StopRule(.change(below: bound), patience: patience)
  }

  /// How the data are divided; nil where the command line does not say.
  static func ratio(_ arguments: ParsedArguments) throws(CommandFailure) -> SplitRatio? {
    guard let text = arguments[split] else { return nil }
    do throws(Diagnostic) {
      return try SplitRatio(text)
    } catch {
      throw CommandFailure(
        message: "--split \(text.quoted): \(error.message)", exitCode: .wrongCall)
    }
  }

  /// Refuses ingredients beside --resume, which takes them from its file.
  static func checkResume(_ arguments: ParsedArguments) throws(CommandFailure) {
    let isGiven =
      arguments[data] != nil || arguments[target] != nil || arguments[kind] != nil
      || arguments[classes] != nil || arguments[encoding] != .utf8 || arguments[noHeader]
      || arguments[split] != nil || arguments[model] != nil
      || arguments[loss] != nil || arguments[optimizer] != nil || arguments[rate] != nil
      || arguments[batch] != nil || arguments[initializer] != nil || arguments[clip] != nil
      || arguments[seed] != 0 || arguments[l2] != 0 || arguments[schedule] != "constant"
      || arguments[scaling] != .standard || arguments[noShuffle]
    if isGiven {
      throw CommandFailure(
        message:
          "--resume takes the ingredients from its file; only the end of the run can be changed",
        exitCode: .wrongCall)
    }
  }

  enum TargetChoice: String, CaseIterable, Sendable {
    case classes, numbers
  }
}
