import Learning
import LessonLanguage
import Text

/// Lays out the table of an experiment: its combinations in order, what each setting changes, and the best run.
package struct ExperimentTableText {
  private let table: ExperimentTable
  private let style: Style

  package init(_ table: ExperimentTable, _ style: Style) {
    self.table = table
    self.style = style
  }

  /// The most rows that are shown without `--all`.
  static let mostRows = 20

  private var experiment: Experiment { table.experiment }

  /// - Parameters:
  ///   - command: the command that repeats the best run.
  ///   - ranges: sentences that say how values were taken from ranges.
  package func lines(command: String?, ranges: [String] = []) -> [String] {
    let effects = table.effects
    let parts = [rows, order(ranges, effects), lines(of: effects), ending(command)]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  // MARK: Rows

  /// The figures of a row as text, with their titles.
  private var columns: [Column] {
    let rows = shown
    var columns = [
      Column(title: title, cells: rows.map { $0.figure.map { figure($0.mean) } ?? "" }),
      Column(title: "deviation", cells: rows.map { $0.figure?.deviation.map(figure) ?? "" }),
    ]
    if table.measure != .accuracy, rows.contains(where: { accuracy($0) != nil }) {
      columns.append(
        Column(title: "accuracy", cells: rows.map { accuracy($0).map(percentage) ?? "" }))
    }
    columns += [
      Column(title: "epochs", cells: rows.map { mean($0) { Double($0.epochs) }.map(whole) ?? "" }),
      Column(title: "time", cells: rows.map { time($0) }),
    ]
    return columns
  }

  private var shown: [ExperimentTable.Row] {
    style.showsAll ? table.rows : Array(table.rows.prefix(Self.mostRows))
  }

  var title: String {
    switch table.measure {
    case .loss: "validation loss"
    case .accuracy: "accuracy"
    case .mse: "validation MSE"
    }
  }

  private var rows: [String] {
    let rows = shown
    let figures = Table(columns: columns, style: style)
    let settings = experiment.tried.indices.map { index in
      let cells = [experiment.tried[index]] + rows.map { $0.settings[index].escaped }
      let width = cells.map { TextColumns.width($0) }.max() ?? 0
      return cells.map { TextColumns.padded($0, to: width) }
    }
    let heads = (0...rows.count).map { line in
      settings.map { $0[line] }.joined(separator: "   ")
    }
    let tails = [figures.title] + rows.indices.map { figures.row($0) + diverged(rows[$0]) }
    let isWide = zip(heads, tails).contains { head, tail in
      TextColumns.width(head) + 3 + TextColumns.width(tail) > style.width
    }
    var lines: [String] = []
    for (position, (head, tail)) in zip(heads, tails).enumerated() {
      if !isWide {
        lines.append(head + "   " + tail)
      } else if position == 0 {
        lines.append(tail)
      } else {
        let text = ExperimentText(experiment, style).settings(rows[position - 1].settings)
        lines += style.wrapped(text) + [tail]
      }
    }
    let left = table.rows.count - rows.count
    if left > 0 {
      lines.append("  \(style.ellipsis)  " + style.dim("\(grouped(left)) more; --all shows them"))
    }
    return lines
  }

  private func diverged(_ row: ExperimentTable.Row) -> String {
    guard row.diverged > 0 else { return "" }
    let steps = row.runs.compactMap { run -> Int? in
      if case .diverged(let divergence) = run.outcome { divergence.step } else { nil }
    }
    let places = steps.map { grouped($0) }.joined(separator: ", ")
    return "   diverged at step \(places)"
  }

  /// What the order and the figures are.
  private func order(_ ranges: [String], _ effects: [SettingEffect]) -> [String] {
    let seeds = table.seeds.count
    var sentences = ranges
    switch table.measure {
    case .loss: break
    case .accuracy:
      sentences.append("These runs have different losses, so they are ordered by accuracy.")
    case .mse:
      sentences.append(
        "These runs have different losses, so they are ordered by the mean squared error in the "
          + "target's own units.")
    }
    if seeds > 1 {
      sentences.append("Mean and sample deviation are over \(counted(seeds, "seed")).")
    } else {
      sentences.append(
        "Each combination was run with one seed"
          + (effects.contains { !$0.isPaired } ? "." : ", so there is no telling what is chance."))
    }
    if table.missingRuns > 0 {
      sentences.append(
        "\(counted(table.missingRuns, "run")) \(table.missingRuns == 1 ? "has" : "have") no result "
          + "yet.")
    }
    if table.rows.contains(where: { $0.diverged > 0 }) {
      sentences.append("Means leave out runs that diverged, and such combinations come last.")
    }
    return style.wrapped(sentences.joined(separator: " "))
  }

  // MARK: Effects

  private func lines(of effects: [SettingEffect]) -> [String] {
    var lines: [String] = []
    for (position, effect) in effects.enumerated() {
      let name = effect.name + (effect.parts.map { ", in \($0.word) of its values" } ?? "")
      let best = "its best and its worst mean differ by \(distance(effect.spread))\(unit)"
      lines +=
        style.wrapped(
          position == 0 && effects.count > 1 && effect.isBeyondChance
            ? "\(name)\(effect.parts == nil ? "" : ",") matters most: \(best)" : "\(name): \(best)")
        + self.lines(of: effect)
    }
    let notes = notes(on: effects)
    return lines + (notes.isEmpty ? [] : [""] + style.wrapped(notes.joined(separator: " ")))
  }

  private func notes(on effects: [SettingEffect]) -> [String] {
    var notes: [String] = []
    let compared = effects.filter { $0.values.contains { $0.difference != nil } }
    if table.seeds.count > 1, compared.contains(where: { $0.isPaired }) {
      notes.append(
        "Differences are from the best value, with the same seeds and other settings; "
          + "\(plusMinus) is their standard error over the seeds, and what is within it may be chance."
      )
    }
    let unpaired = compared.filter { !$0.isPaired }
    if !unpaired.isEmpty {
      let subject =
        unpaired.count == compared.count
        ? "Differences" : "For \(unpaired.map { $0.name }.list("and")), differences"
      let others = experiment.tried.count > 1 ? ", which differ in other settings too" : ""
      notes.append(
        "\(subject) are between means of combinations\(others); \(plusMinus) is their standard error "
          + "over the combinations, and what is within two of it may be chance.")
    }
    if effects.contains(where: { $0.isPaired && !$0.isBalanced }) {
      notes.append(
        "Not every value was run with the same other settings, or some runs diverged: the means "
          + "differ in these too, and the differences do not.")
    }
    return notes
  }

  private func lines(of effect: SettingEffect) -> [String] {
    let names = effect.values.map { $0.text.escaped }
    let width = min(names.map { TextColumns.width($0) }.max() ?? 0, 40)
    let means = Column(
      title: "", cells: effect.values.map { $0.figure.map { figure($0.mean) } ?? "" })
    let figures = effect.values.indices.map { index in
      let value = effect.values[index]
      var text = means.cell(index)
      if let difference = value.difference {
        text += "   " + amount(difference) + chance(difference)
      }
      if value.diverged > 0 {
        text += "   \(grouped(value.diverged)) of \(counted(value.runs, "run")) diverged"
      }
      return text
    }
    let inOneLine = names.indices.map {
      "  " + TextColumns.padded(names[$0], to: width) + "   " + figures[$0]
    }
    if inOneLine.allSatisfy({ TextColumns.width($0) <= style.width }) {
      return inOneLine.map { TextColumns.trimmed($0) }
    }
    return names.indices.flatMap { index in
      Wrapping.prose(names[index], width: style.width, first: "  ", indent: "    ")
        + [TextColumns.trimmed("    " + figures[index])]
    }
  }

  /// `0.0421 ± 0.0080 worse`, or of accuracies `1.2 ± 0.4 percentage points worse`
  func amount(_ difference: MeanDifference) -> String {
    var text = distance(abs(difference.mean))
    if let error = difference.standardError { text += " \(plusMinus) \(distance(error))" }
    return text + unit + (difference.mean < 0 ? " better" : " worse")
  }

  /// A difference of figures, without its unit.
  private func distance(_ value: Double) -> String {
    table.measure == .accuracy ? percentagePoints(value) : figure(value)
  }

  private var unit: String { table.measure == .accuracy ? " percentage points" : "" }

  func chance(_ difference: MeanDifference) -> String {
    difference.mayBeZero == true ? ", which may be chance" : ""
  }

  // MARK: Ending

  private func ending(_ command: String?) -> [String] {
    var lines: [String] = []
    guard let best = table.rows.first, let figure = best.figure else {
      return style.wrapped("Every run diverged; a smaller rate may help.")
    }
    if table.rows.count > 1, let difference = table.difference(table.rows[1], from: best) {
      lines += style.wrapped(
        "The second is \(amount(difference)) than the first\(chance(difference)).")
    }
    if let command, let run = best.runs.first(where: { $0.result != nil }), let result = run.result
    {
      let own = self.figure(table.measure.value(of: result))
      let seed =
        best.runs.count > 1
        ? "the first with seed \(run.seed), \(title) \(own)" : "the first, \(title) \(own)"
      lines += style.wrapped("This repeats \(seed):") + ["  " + command]
    } else {
      lines.append("The first has the \(title) \(self.figure(figure.mean)).")
    }
    return lines + untested
  }

  private var untested: [String] {
    guard experiment.testSamples > 0 else { return [] }
    return [""]
      + style.wrapped(
        "test part (\(counted(experiment.testSamples, "sample"))) not looked at: it is for the end, "
          + "when all choices are made")
  }

  // MARK: Figures

  private var plusMinus: String { style.unicode ? "±" : "+-" }

  func figure(_ value: Double) -> String {
    if table.measure == .accuracy {
      return percentage(value)
    }
    return NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).column(value)
  }

  private func accuracy(_ row: ExperimentTable.Row) -> Double? {
    mean(row) { $0.validation.accuracy }
  }

  private func mean(
    _ row: ExperimentTable.Row, _ value: (ExperimentRun.Result) -> Double?
  ) -> Double? {
    let values = row.results.compactMap(value)
    return values.isEmpty ? nil : SampleMean(values).mean
  }

  private func whole(_ value: Double) -> String { grouped(Int(value.rounded(.toNearestOrEven))) }

  private func time(_ row: ExperimentTable.Row) -> String {
    let seconds = row.runs.map { $0.seconds }.reduce(0, +) / Double(row.runs.count)
    return ProgressLine.duration(seconds)
  }
}

extension SettingEffect.Parts {
  var word: String {
    switch self {
    case .halves: "halves"
    case .thirds: "thirds"
    }
  }
}
