import Learning
import Text

/// The samples that `--test` evaluates at the end of a run.
enum TestChoice: Sendable, Equatable {
  /// The test part of the split.
  case part
  /// Another data set, by its name or path.
  case data(String)
}

extension ValueKind where Value == TestChoice {
  static let test = ValueKind(
    value: { $0.isEmpty ? nil : $0 == "part" ? .part : .data($0) },
    text: {
      switch $0 {
      case .part: "part"
      case .data(let name): name
      }
    },
    expectation: "Please provide the name of a data set or the path of a file.",
    completion: Completion(words: BuiltInData.all.entries.map(\.name), paths: .files))
}

/// The data set of `--test`, as the model of the run expects it.
struct TestData {
  let data: DataSet
  let inputs: [(path: String, what: String)]

  /// `nil` unless the option names a data set.
  init?(_ call: ParsedArguments, for ingredients: Ingredients) throws(Diagnostic) {
    guard case .data(let name) = call[\TrainOptions.test] else { return nil }
    let model = TrainedModel(ingredients, parameters: [])
    var source = DataSource(
      name, for: model, target: { .namedIfPresent($0) },
      encoding: call[\TableOptions.encoding], hasHeader: !call[\TableOptions.noHeader],
      classes: call[\TableOptions.classes], seed: UInt64(call[\TrainOptions.seed]))
    source.reading.separator = call[\TableOptions.separator]
    source.reading.decimal = call[\TableOptions.decimal]
    source.fitting.size = call[\TableOptions.size]
    if call[\TableOptions.missing] == .drop { source.reading.missing = .drop }
    let loaded = try source.load()
    guard model.reproduces || loaded.data.targets != .none else {
      throw Diagnostic(
        "\(name.quoted) has no column \(model.targetName.quoted) to compare with: --test needs it")
    }
    data = try Diagnostic.about(name.escaped, model.fitted(loaded.data))
    guard data.digest != ingredients.data.digest else {
      throw Diagnostic(
        .usage,
        "--test \(name.quoted) names the samples that the run learns from: leave out the name to "
          + "evaluate their test part")
    }
    inputs = loaded.files.map { ($0, "the data of --test") }
  }
}
