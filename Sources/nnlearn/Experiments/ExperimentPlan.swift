import Learning
import Text

/// The runs that a call of `nnlearn tune` asks for: combinations of settings, each with several seeds.
struct ExperimentPlan {
  /// A run: its number from 1, its settings and its seed.
  struct Run: Sendable {
    let number: Int
    let values: [String]
    let seed: Int

    /// The identity of its result.
    var identity: [String] { ["\(seed)"] + values }
  }

  static let mostRuns = 10_000
  /// The largest number of combinations from which some are drawn.
  private static let mostCombinations = 1_000_000

  let arguments: ParsedArguments
  let settings: [TriedSetting]
  /// All combinations with the first seed, then all with the second, and so on.
  let runs: [Run]

  init(_ arguments: ParsedArguments) throws(Diagnostic) {
    self.arguments = arguments
    var settings: [TriedSetting] = []
    for text in arguments[\TuneOptions.tries] {
      let setting = try TriedSetting(text)
      let name = setting.parameter.settingName
      guard !settings.contains(where: { $0.parameter.name == setting.parameter.name }) else {
        throw Diagnostic(.usage, "--try names \(name) twice: give all of its values at once")
      }
      guard arguments.isMissing(setting.parameter) else {
        throw Diagnostic(
          .usage, "\(setting.parameter.name) fixes what --try \(setting.text.quoted) tries")
      }
      settings.append(setting)
    }
    guard !settings.isEmpty else {
      throw Diagnostic(
        .usage, "There is nothing to try: add a setting, as in --try \"rate = 0.1, 0.03, 0.01\"")
    }
    self.settings = settings
    let (first, count) = (arguments[\TrainOptions.seed], arguments[\TuneOptions.seeds])
    guard first <= Int.max - count else {
      throw Diagnostic(.usage, "--seed \(first) leaves no \(count) seeds from there on")
    }
    let combinations = try Self.combinations(settings, arguments)
    guard combinations.count <= Self.mostRuns / count else {
      throw Diagnostic(
        .usage,
        "\(combinations.count) combinations with \(count.counting("seed")) are more than "
          + "\(Self.mostRuns) runs; --random draws some of them")
    }
    var runs: [Run] = []
    for seed in first..<first + count {
      for values in combinations {
        runs.append(Run(number: runs.count + 1, values: values, seed: seed))
      }
    }
    self.runs = runs
  }

  /// The combinations in the order of the settings' values, the last setting's changing fastest, or those drawn from them.
  private static func combinations(
    _ settings: [TriedSetting], _ arguments: ParsedArguments
  ) throws(Diagnostic) -> [[String]] {
    let random = arguments[\TuneOptions.random]
    var source = RandomSource.derive(UInt64(arguments[\TrainOptions.seed]), for: .experiments)
    if let open = settings.first(where: \.values.isEmpty) {
      guard let random else {
        throw Diagnostic(
          .usage,
          "--try \(open.text.quoted): a range has too many values to try them all: add a number of points, as in "
            + "'\(open.text) in 5', or draw from it, with --random 20")
      }
      return drawn(random, from: settings, &source)
    }
    var count = 1
    for setting in settings {
      count *= setting.values.count
      guard count <= mostCombinations else {
        throw Diagnostic(.usage, "There are more than \(mostCombinations) combinations")
      }
    }
    var chosen = Array(0..<count)
    if let random {
      source.shuffle(&chosen)
      chosen = Array(chosen.prefix(random))
    }
    return chosen.map { position in
      var rest = position
      var values: [String] = []
      for setting in settings.reversed() {
        values.append(setting.values[rest % setting.values.count])
        rest /= setting.values.count
      }
      return values.reversed()
    }
  }

  /// The number of draws in a row without a new combination after which there are taken to be no more.
  private static let mostRepetitions = 1000

  /// Different combinations, each value drawn by itself.
  private static func drawn(
    _ count: Int, from settings: [TriedSetting], _ source: inout RandomSource
  ) -> [[String]] {
    var combinations: [[String]] = []
    var known: Set<[String]> = []
    var repetitions = 0
    while combinations.count < count, repetitions < mostRepetitions {
      let values = settings.map { $0.draw(from: &source) }
      repetitions = known.insert(values).inserted ? 0 : repetitions + 1
      if repetitions == 0 { combinations.append(values) }
    }
    return combinations
  }

  /// The sentences that say how values are taken from ranges.
  var ranges: [String] {
    settings.compactMap { $0.range?.sentence($0.parameter.settingName) }
  }

  /// Returns the call of `train` for a run.
  func call(_ run: Run) -> ParsedArguments {
    var call = arguments
    for (setting, value) in zip(settings, run.values) { call.choose(value, for: setting.parameter) }
    call.set(TrainOptions.declared.seed.parameter, to: "\(run.seed)")
    return call
  }

  /// The words for what all runs have in common: the data set, and the options that are not tried, without the seed.
  var fixed: [String] {
    let seed = TrainOptions.declared.seed.parameter.name
    let options = RunSettings().parameters.filter { $0.name != seed }
    return [arguments[\TuneOptions.data] ?? TrainRequest.usualData]
      + options.flatMap { parameter in
        arguments.text(of: parameter).flatMap { text in
          text == parameter.value?.defaultText
            ? nil
            : parameter.words(value: parameter.value == nil ? parameter.given : text)
        } ?? []
      }
  }

  /// The words of the call of `tune`, without those about its files.
  var words: [String] {
    var words = ["nnlearn", "tune"] + fixed
    for setting in settings { words += [TuneOptions.declared.tries.parameter.name, setting.text] }
    words += [TuneOptions.declared.seeds.parameter.name, "\(arguments[\TuneOptions.seeds])"]
    let seed = TrainOptions.declared.seed.parameter
    words += arguments.spelling(of: TuneOptions.declared.random.parameter)
    return words + arguments.spelling(of: seed)
  }

  // MARK: Checking

  /// Returns the experiment, after checking that combinations can be trained and that their results can be compared.
  /// - Parameter number: the only run that will be trained; `nil` to check all combinations.
  func experiment(
    from store: DataStore, only number: Int? = nil
  ) throws(Diagnostic) -> Experiment {
    guard arguments[\TuneOptions.data] != "-" else {
      throw Diagnostic(.usage, "Experiments read their data again and again: save them as a file")
    }
    let combinations = runs.prefix { $0.seed == runs[0].seed }
    let first = try request(combinations[0], from: store)
    guard !first.ingredients.split.validation.isEmpty else {
      throw Diagnostic(
        .usage, "Experiments are compared by the validation part, and this split has none")
    }
    let only = number.map { runs[$0 - 1].values }
    for run in combinations.dropFirst() where only == nil || run.values == only {
      let other = try request(run, from: store)
      let isOfSameTargets = other.ingredients.data.targets == first.ingredients.data.targets
      guard isOfSameTargets,
        other.ingredients.split.validation == first.ingredients.split.validation
      else {
        throw Diagnostic(
          .usage,
          "\(description(of: run)): the validation part would be another than with "
            + "\(description(of: combinations[0])), so that the results could not be compared")
      }
      let (a, b) = (first.ingredients, other.ingredients)
      if a.data.reproduces,
        a.loss.description != b.loss.description || a.featureScaling.kind != b.featureScaling.kind
      {
        throw Diagnostic(
          .usage,
          "\(description(of: run)): the errors of reproduced samples would be measured otherwise than with "
            + "\(description(of: combinations[0])), so that the results could not be compared")
      }
    }
    let call = call(combinations[0])
    let source = try TableOptions.source(
      call[\TrainOptions.data] ?? TrainRequest.usualData, call, seed: 0)
    return Experiment(
      program: "nnlearn \(CommandLineProgram.nnlearn.version)", data: first.ingredients.data.name,
      digest: try store.load(source).data.digest, fixed: fixed,
      tried: settings.map(\.parameter.settingName),
      testSamples: first.ingredients.split.test.count, runs: runs.count)
  }

  /// `rate = 0.1, model = dense 3 softmax`
  func description(of run: Run) -> String {
    zip(settings, run.values).map { "\($0.parameter.settingName) = \($1)" }
      .joined(separator: ", ").escaped
  }

  private func request(_ run: Run, from store: DataStore) throws(Diagnostic) -> TrainRequest {
    do throws(Diagnostic) { return try TrainRequest(call(run), from: store) } catch {
      let hint =
        settings.contains(where: \.mayBeDividedWrongly)
        ? "; values that contain commas are separated by |" : ""
      throw Diagnostic(error.kind, "\(description(of: run)): \(error.message)\(hint)")
    }
  }
}
