import Autodiff
import Learning
import Text

/// The description of a data set as one JSON object on one line; samples are numbered from 1.
package struct DescriptionJSON {
  private let data: DataSet
  private let decision: TargetDecision?
  private let description: DataDescription

  /// - Parameter data: must have at least one sample.
  package init(_ data: DataSet, decision: TargetDecision? = nil) {
    self.data = data
    self.decision = decision
    description = DataDescription(data)
  }

  package var line: String {
    JSON.object([
      ("name", .string(data.name)), ("source", .string(data.source)),
      ("samples", .whole(data.count)),
      ("shape", .array(data.sampleShape.sizes.map { .whole($0) })),
      ("white", data.white.map { .number($0) } ?? .null),
      ("target", data.targetName.isEmpty ? .null : .string(data.targetName)),
      ("notes", .array(data.notes.map { .string($0) })),
      ("decision", decision.map { .string($0.description) } ?? .null),
      ("columns", .array(description.columns.map { column($0) })),
      ("features", .array(description.features.map { feature($0) })),
      ("targets", .array(description.targets.map { feature($0) })),
      ("classes", .array(description.classes.map { item($0) })),
      ("distances", .array(description.pairs.map { pair($0) })),
      ("duplicates", .array(description.duplicates.map { duplicate($0) })),
      ("complete", .whole(description.completeCount ?? description.count)),
      ("findings", .array(description.findings.map { .string(findings.sentence($0)) })),
    ]).text
  }

  /// Sentences do not depend on a terminal.
  private var findings: FindingsText { FindingsText(Style()) }

  private func column(_ column: ColumnFacts) -> JSON {
    let values: JSON.Member =
      switch column.values {
      case .numbers: ("kind", .string("numbers"))
      case .categories: ("kind", .string("words"))
      }
    var members: [JSON.Member] = [
      ("name", .string(column.name)), values, ("missing", .whole(column.missing)),
      ("relations", .array(column.relations.map { relation($0) })),
      ("tells_target", .bool(column.tellsTarget)),
    ]
    if case .categories(let categories) = column.values {
      members.append(
        (
          "values",
          .array(
            categories.map {
              .object([("name", .string($0.name)), ("count", .whole($0.count))])
            })
        ))
    }
    return .object(members)
  }

  private func relation(_ relation: ColumnRelation?) -> JSON {
    guard let relation else { return .null }
    return .object([
      ("measure", .string(relation.measure.rawValue)), ("value", .number(relation.value)),
    ])
  }

  private func feature(_ feature: DataDescription.Feature) -> JSON {
    .object([
      ("name", .string(feature.name)), ("least", .number(feature.least)),
      ("greatest", .number(feature.greatest)), ("mean", .number(feature.mean)),
      ("deviation", .number(feature.deviation)), ("constant", .bool(feature.isConstant)),
    ])
  }

  private func item(_ item: DataDescription.Class) -> JSON {
    .object([
      ("name", .string(item.name)), ("count", .whole(item.count)),
      ("share", .number(Double(item.count) / Double(description.count))),
      ("variance", item.variance.map { .number($0) } ?? .null),
    ])
  }

  private func pair(_ pair: DataDescription.Pair) -> JSON {
    .object([
      ("first", .string(description.classes[pair.first].name)),
      ("second", .string(description.classes[pair.second].name)),
      ("distance", .number(pair.distance)), ("spread", .number(description.spread(pair))),
      ("ratio", description.ratio(pair).map { .number($0) } ?? .null),
    ])
  }

  private func duplicate(_ duplicate: DataDescription.Duplicate) -> JSON {
    .object([
      ("sample", .whole(duplicate.row + 1)), ("equals", .whole(duplicate.first + 1)),
      ("conflict", .bool(duplicate.isConflict)),
    ])
  }
}

extension BuiltInData.Entry {
  /// An entry in the list of data sets as a JSON object on one line.
  package var line: String {
    JSON.object([("name", .string(name)), ("summary", .string(summary))]).text
  }
}
