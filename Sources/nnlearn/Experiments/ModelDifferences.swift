import Learning
import Rendering
import Text

/// Models with what they were made of and, on request, their results on the same samples.
struct ModelDifferences {
  private let names: [String]
  private var ingredients: [ModelComparisonText.Ingredient] = []
  private var measured: [ModelComparisonText.Measured] = []

  init(
    _ paths: [String], _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) {
    names = paths
    var files: [Safetensors] = []
    for path in paths { files.append(try ModelStore.read(path).file) }
    let entries =
      [("model", "model"), ("loss", "loss")]
      + TrainOptions.declared.parameters.compactMap { parameter in
        parameter.isSetting || parameter.isPositional
          ? parameter.keeping?.entry.map { (parameter.shownName, $0) } : nil
      } + [("data's digest", TrainingRecord.names.digest)]
    for (name, entry) in entries {
      let values = files.map { $0.text(entry) }
      if values.contains(where: { $0 != nil }) {
        ingredients.append(ModelComparisonText.Ingredient(name: name, values: values))
      }
    }
    guard let data = arguments[\CompareCommand.Options.data] else {
      let unused = CompareCommand.Options.declared.samples.first { !arguments.isMissing($0) }
      if let unused {
        throw Diagnostic(.usage, "\(unused.name) is about samples: add --data")
      }
      return
    }
    try measure(data, arguments, console)
  }

  /// Measures each model on the same samples.
  private mutating func measure(
    _ name: String, _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) {
    guard name != "-" else {
      throw Diagnostic(.usage, "Each model reads the data: save them as a file")
    }
    let part = arguments[\CompareCommand.Options.part].part
    var first: (targets: [String], rows: [Int])?
    for path in names {
      var call = arguments
      call.set(ModelOptions.declared.model.parameter, to: path)
      call.set(ModelOptions.declared.data.parameter, to: name)
      let loaded = try ModelOptions.load(
        call, console, ofTraining: part != nil, dropsRows: true
      ) { .namedIfPresent($0) }
      let (model, data) = (loaded.model, loaded.data)
      guard data.targets != .none else {
        throw Diagnostic("\(name.quoted) has no target to compare with")
      }
      var rows = Array(0..<data.count)
      if let part { rows = try EvaluateCommand.rows(of: part, loaded, call) }
      let targets = data.targets.texts(rows)
      if let first, first.rows != rows || first.targets != targets {
        throw Diagnostic(
          "\(path.quoted) and \(names[0].quoted) cannot be compared on these data: "
            + (first.rows == rows
              ? "they predict different targets" : "their parts are different samples"))
      }
      first = first ?? (targets, rows)
      measured.append(
        ModelComparisonText.Measured(
          evaluation: try Diagnostic.about(path.escaped, model.evaluation(data, rows: rows)),
          results: try Diagnostic.about(path.escaped, SampleResults(model, data, rows: rows)),
          classNames: model.classNames, trainedOn: loaded.trainedOn(part) ?? 0))
    }
  }

  func lines(_ style: Style, isText: Bool) -> [String] {
    let text = ModelComparisonText(
      names: names, ingredients: ingredients, measured: measured, style)
    return isText ? text.lines : text.json
  }
}

extension Parameter {
  /// The name of the ingredient, without brackets and dashes.
  fileprivate var shownName: String {
    isPositional ? value?.name ?? name : settingName
  }
}

extension Targets {
  /// The targets of some rows as text, whatever the order of the classes.
  fileprivate func texts(_ rows: [Int]) -> [String] {
    switch self {
    case .none, .features: []
    case .classes(let labels, let names): rows.map { names[labels[$0]] }
    case .numbers(let values, let names):
      rows.flatMap { row in
        values[row * names.count..<(row + 1) * names.count].map { "\($0)" }
      }
    }
  }
}
