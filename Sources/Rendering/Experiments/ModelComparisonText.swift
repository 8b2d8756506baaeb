import Learning
import LessonLanguage
import Text

/// Writes the ingredients in which models differ, and their results on the same samples.
package struct ModelComparisonText {
  /// An ingredient with its value in each model's file; `nil` where it has none.
  package struct Ingredient {
    package let name: String
    package let values: [String?]

    package init(name: String, values: [String?]) {
      self.name = name
      self.values = values
    }

    var differs: Bool { values.contains { $0 != values[0] } }
  }

  /// A model's results on the samples.
  package struct Measured {
    package let evaluation: Evaluation
    package let results: SampleResults
    package let classNames: [String]
    /// The number of these samples that it was trained on.
    package let trainedOn: Int

    package init(
      evaluation: Evaluation, results: SampleResults, classNames: [String], trainedOn: Int
    ) {
      self.evaluation = evaluation
      self.results = results
      self.classNames = classNames
      self.trainedOn = trainedOn
    }
  }

  private let names: [String]
  private let ingredients: [Ingredient]
  private let measured: [Measured]
  private let style: Style

  /// - Parameter measured: the results of each model; empty if they were not measured.
  package init(
    names: [String], ingredients: [Ingredient], measured: [Measured], _ style: Style
  ) {
    self.names = names
    self.ingredients = ingredients
    self.measured = measured
    self.style = style
  }

  // MARK: Text

  package var lines: [String] {
    let parts = [differences, measures] + measured.indices.dropFirst().map { comparison($0) }
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func row(_ index: Int, _ text: String) -> String {
    let width = names.map { TextColumns.width($0.escaped) }.max() ?? 0
    return TextColumns.trimmed(
      "  " + TextColumns.padded(names[index].escaped, to: width) + "   " + text)
  }

  private var differences: [String] {
    var lines: [String] = []
    for ingredient in ingredients where ingredient.differs {
      lines.append(ingredient.name)
      for (index, value) in ingredient.values.enumerated() {
        lines.append(row(index, value?.escaped ?? "not set"))
      }
    }
    let same = ingredients.filter { !$0.differs }.map { $0.name }.joined(separator: ", ")
    return lines + style.wrapped("the same: \(same.isEmpty ? "nothing" : same)")
  }

  private var measures: [String] {
    guard let first = measured.first else { return [] }
    let count: Int
    switch first.results {
    case .classes(let right): count = right.count
    case .numbers(let errors): count = errors.count
    }
    var lines = ["on the same \(counted(count, "sample"))"]
    for (index, one) in measured.enumerated() {
      lines.append(
        row(index, EvaluationText(one.evaluation, classNames: one.classNames, style).figures))
    }
    for (index, one) in measured.enumerated() where one.trainedOn > 0 {
      lines += style.wrapped(
        "\(names[index].escaped) was trained on \(grouped(one.trainedOn)) of them: that is no fair "
          + "comparison for the other models.")
    }
    return lines
  }

  private func comparison(_ index: Int) -> [String] {
    let (first, second) = (names[0].escaped, names[index].escaped)
    switch (measured[0].results, measured[index].results) {
    case (.classes(let a), .classes(let b)):
      let pairs = PairedClasses(a, b)
      let counts = [
        ("both right", pairs.bothRight), ("only \(first)", pairs.onlyFirst),
        ("only \(second)", pairs.onlySecond), ("both wrong", pairs.bothWrong),
      ]
      let width = counts.map { TextColumns.width($0.0) }.max() ?? 0
      let numbers = Column(title: "", cells: counts.map { grouped($0.1) })
      return ["\(second) beside \(first): samples that are right"]
        + counts.indices.map {
          "  " + TextColumns.padded(counts[$0].0, to: width) + "   " + numbers.cell($0)
        }
        + style.wrapped(
          "If both were equally good, so great a difference between the two numbers in the middle "
            + "would come about by chance with probability \(number(pairs.chance)) (McNemar's exact "
            + "test).")
    case (.numbers(let a), .numbers(let b)):
      let difference = SampleMean(zip(a, b).map { $1 - $0 })
      let error = difference.standardError.map { " \(style.unicode ? "±" : "+-") \(number($0))" }
      return [
        "\(second) beside \(first)",
        "  squared error \(number(abs(difference.mean)))\(error ?? "") "
          + (difference.mean < 0 ? "lower" : "higher")
          + (difference.mayBeZero == true ? ", which may be chance" : ""),
      ]
    default: return []
    }
  }

  private func number(_ value: Double) -> String {
    NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).print(value).text
  }

  // MARK: JSON

  package var json: [String] {
    var lines = ingredients.map { ingredient in
      JSON.object([
        ("event", .string("ingredient")), ("name", .string(ingredient.name)),
        ("same", .bool(!ingredient.differs)),
        ("values", .array(ingredient.values.map { $0.map { .string($0) } ?? .null })),
      ]).text
    }
    for (index, one) in measured.enumerated() {
      lines.append(
        JSON.object(
          [
            ("event", .string("evaluation")), ("model", .string(names[index])),
            ("trained_on", .whole(one.trainedOn)),
          ] + JSON.figures(one.evaluation)
        ).text)
    }
    for index in measured.indices.dropFirst() { lines.append(JSON.object(pair(index)).text) }
    return lines
  }

  private func pair(_ index: Int) -> [JSON.Member] {
    let start: [JSON.Member] = [
      ("event", .string("comparison")), ("first", .string(names[0])),
      ("second", .string(names[index])),
    ]
    switch (measured[0].results, measured[index].results) {
    case (.classes(let a), .classes(let b)):
      let pairs = PairedClasses(a, b)
      return start + [
        ("both_right", .whole(pairs.bothRight)), ("only_first", .whole(pairs.onlyFirst)),
        ("only_second", .whole(pairs.onlySecond)), ("both_wrong", .whole(pairs.bothWrong)),
        ("chance", .number(pairs.chance)),
      ]
    case (.numbers(let a), .numbers(let b)):
      let difference = SampleMean(zip(a, b).map { $1 - $0 })
      return start + [
        ("squared_error_higher_by", .number(difference.mean)),
        ("standard_error", difference.standardError.map { .number($0) } ?? .null),
      ]
    default: return start
    }
  }
}
