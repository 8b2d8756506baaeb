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
      ("features", .array(description.features.map { feature($0) })),
      ("targets", .array(description.targets.map { feature($0) })),
      ("classes", .array(description.classes.map { item($0) })),
      ("distances", .array(description.pairs.map { pair($0) })),
      ("duplicates", .array(description.duplicates.map { duplicate($0) })),
    ]).text
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
    .object([("sample", .whole(duplicate.row + 1)), ("equals", .whole(duplicate.first + 1))])
  }
}

extension BuiltInData.Entry {
  /// An entry in the list of data sets as a JSON object on one line.
  package var line: String {
    JSON.object([("name", .string(name)), ("summary", .string(summary))]).text
  }
}
