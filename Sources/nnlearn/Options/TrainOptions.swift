import Autodiff
import Learning
import LessonLanguage
import Text

/// The weights that a run keeps.
enum KeptWeights: String, CaseIterable {
  /// Those after the epoch with the lowest validation loss; the last ones if the split has no validation part.
  case best
  case last
}

/// The options of `nnlearn train`, in the terms of the lesson language.
struct TrainOptions: ArgumentGroup {
  static let declared = TrainOptions()

  let data = Argument.optional(
    "data", TableOptions.names,
    help: "A built-in data set, a CSV or IDX file, or a folder of images. (default: digits)"
  ).kept(.ingredient(entry: "data"))
  let table = TableOptions.declared
  let scaling = Argument.option(
    "scaling", .choice(of: Scaling.Kind.self), default: .standard,
    help: "How features are scaled, by statistics of the training part."
  ).kept(.ingredient(entry: "scaling_kind"))
  let split = Argument.option(
    "split", valueName: "ratio", .text(),
    help:
      "Shares to train, validate and test, 0 for none. (default: 70/15/15; of xor 100/0/0; with --test FILE "
      + "100/0/0, or with --patience as well, 85/15/0)"
  ).kept(.ingredient(entry: TrainingRecord.names.ratio))
  let model = Argument.option(
    "model", valueName: "layers", .text(completion: Completion(words: LayerKind.names)),
    help:
      "The layers (\(LayerKind.names.joined(separator: ", "))) and their activations "
      + "(\(Activation.names.joined(separator: ", "))), as in \"dense 64 relu, dense 10 softmax\"."
  ).kept(.ingredient(entry: nil))
  let loss = Argument.option(
    "loss", valueName: "name", .text(completion: Completion(words: Loss.names)),
    help:
      "The loss (\(Loss.names.joined(separator: ", "))); by default, the usual one for the target."
  ).kept(.ingredient(entry: nil))
  /// The value of `--class-weights` with which all samples count the same.
  static let equalClasses = "none"
  let classWeights = Argument.option(
    "class-weights", valueName: "weights",
    .text(completion: Completion(words: ["balanced", equalClasses])),
    help:
      "The weights of the classes in the loss: balanced, \(equalClasses), or a number by name, as in "
      + "\(ClassWeighting.example). (default: with --from those of the model, otherwise \(equalClasses))"
  ).kept(.ingredient(entry: "class_weights"))
  let optimizer = Argument.option(
    "optimizer", valueName: "name", .text(completion: Completion(words: UpdateRule.names)),
    help:
      "The optimizer (\(UpdateRule.names.joined(separator: ", "))), as in \"sgd(rate = 0.1)\". "
      + "(default: \(TrainDefaults.optimizer.name)(rate = \(TrainDefaults.optimizer.rate)))"
  ).kept(.ingredient(entry: "optimizer"))
  let rate = Argument.option(
    "rate", .number("a number, 0 or more") { $0 >= 0 }, help: "The learning rate."
  ).kept(.ingredient(entry: nil))
  let schedule = Argument.option(
    "schedule", valueName: "name", .text(completion: Completion(words: RateRule.names)),
    help:
      "How the rate falls (\(RateRule.names.joined(separator: ", "))), as in "
      + "\"cosine(steps = 1000)\". (default: constant; with --test FILE and no validation part, cosine to the last epoch)"
  ).kept(.ingredient(entry: "schedule"))
  let epochs = Argument.option(
    "epochs", .integer(in: 1...StopRule.mostEpochs), help: "The number of passes over all samples."
  ).kept(.end(entry: "epochs"))
  let untilChange = Argument.option(
    "until-change", valueName: "bound", .number("a number above 0") { $0 > 0 },
    help: "Stop when the training loss changes by less than this between epochs."
  ).kept(.end(entry: "until_change"))
  let patience = Argument.option(
    "patience", valueName: "epochs", .integer(in: 1...StopRule.mostEpochs),
    help: "Stop when the validation loss has not fallen for this many epochs."
  ).kept(.end(entry: "patience"))
  let keep = Argument.option(
    "keep", valueName: "weights", .choice(of: KeptWeights.self), default: .best,
    help: "The weights to keep: those with the lowest validation loss, or the last."
  ).kept(.ingredient(entry: "keep"))
  let batch = Argument.option(
    "batch", .integer(in: 1...1_000_000), help: "Samples in a step. (default: 32)"
  ).kept(.ingredient(entry: "batch"))
  let seed = Argument.option(
    "seed", .integer(in: 0...Int.max), default: 0,
    help: "The seed of the initial weights and the order of samples."
  ).kept(.ingredient(entry: TrainingRecord.names.seed))
  let splitSeed = Argument.option(
    "split-seed", valueName: "seed", .integer(in: 0...Int.max),
    help: "The seed of the split, of folds and of a generated data set. (default: that of --seed)"
  ).kept(.ingredient(entry: TrainingRecord.names.splitSeed))
  let folds = Argument.option(
    "folds", valueName: "count", .integer(in: 2...1_000),
    help: "Cross-validate: train a network for each fold, on the others, and measure it on it."
  ).kept(.nothing)
  let from = Argument.option(
    "from", valueName: "model", .text(completion: .files),
    help:
      "Begin with a model that 'nnlearn train --save' wrote: its layers, weights, scaling, loss and class weights."
  ).kept(.ingredient(entry: "from"))
  let noShuffle = Argument.flag(
    "no-shuffle", help: "Keep the order of the samples in every epoch."
  ).kept(.ingredient(entry: "shuffle"))
  let initializer = Argument.option(
    "initializer", .ingredient(Initializer.self),
    help: "How weights are initialized; by default, each layer's own way."
  ).kept(.ingredient(entry: "initializer"))
  let l2 = Argument.option(
    "l2", .number("a number, 0 or more") { $0 >= 0 },
    help:
      "A penalty on large weights: this times the sum of their squares is minimised too. (default: 3 / samples for a "
      + "table of 5 columns and 100 samples or more, otherwise 0)"
  ).kept(.ingredient(entry: "l2"))
  let clip = Argument.option(
    "clip", valueName: "length", .number("a number above 0") { $0 > 0 },
    help: "The largest norm of all gradients together; longer ones are scaled down."
  ).kept(.ingredient(entry: "clip"))
  let threads = Argument.option(
    "threads", valueName: "count", .integer(in: 1...Workers.most),
    help:
      "Threads for large steps, as many as processors by default. They do not change the results."
  ).kept(.nothing)

  // MARK: Files

  let save = Argument.option(
    "save", valueName: "file", .text(completion: .files),
    help: "Write the trained model as a safetensors file."
  ).kept(.output(entry: "save"))
  let checkpointEvery = Argument.option(
    "checkpoint-every", valueName: "steps", .integer(in: 1...Int.max),
    help: "Write a checkpoint next to the model every so many steps."
  ).kept(.output(entry: "checkpoint_every"))
  let resume = Argument.option(
    "resume", valueName: "file", .text(completion: .files),
    help: "Continue the run of a checkpoint, to the same bits."
  ).kept(.nothing)
  let history = Argument.option(
    "history", valueName: "file", .text(completion: .files),
    help: "Write the epochs as .csv, or as .jsonl with one object per line."
  ).kept(.output(entry: "history"))
  let plot = Argument.option(
    "plot", valueName: "file", .text(completion: .files), help: "Write the curves as an SVG."
  ).kept(.output(entry: "plot"))

  // MARK: Looking inside

  let test = Argument.option(
    "test", valueName: "data", .test, bare: .part, bareBeforeOperands: true,
    help:
      "Evaluate the test part, or another data set, at the end instead of the validation part. A name that "
      + "follows is that of the other data set if the data are named before."
  ).kept(.output(entry: "test"))
  let explain = Argument.option(
    "explain", valueName: "step", .integer(in: 1...1_000_000_000), bare: 1,
    help:
      "Show every number of one step of the run, the first unless another is named, and stop there."
  ).kept(.nothing)
  let step = Argument.flag(
    "step", help: "Go through the training step by step, forward and back."
  ).kept(.nothing)
  let quiet = Argument.flag("quiet", short: "q", help: "Show only the result.").kept(.nothing)
  let working = WorkingOptions.declared
  let show = ShowOptions.declared
}
