import Learning
import Text

/// The options for reading a data set, which the commands that take any data set share.
struct TableOptions: ArgumentGroup {
  static let declared = TableOptions()

  enum TargetChoice: String, CaseIterable, Sendable {
    case classes, numbers
  }

  let target = Argument.option(
    "target", valueName: "column", .text(), help: "The column to predict instead of the last."
  ).kept(.ingredient(entry: "data_target"))
  let kind = Argument.option(
    "as", valueName: "kind", .choice(of: TargetChoice.self),
    help: "Read the target as classes or as numbers instead of deciding by its values."
  ).kept(.ingredient(entry: "data_as"))
  let classes = Argument.option(
    "classes", valueName: "file", .text(completion: .files),
    help: "A file with the names of the classes: a label and a name in each line."
  ).kept(.ingredient(entry: "data_classes"))
  let encoding = Argument.option(
    "encoding", .choice(of: TextEncoding.self), default: .utf8,
    help: "The character encoding of a table, or of a file of class names."
  ).kept(.ingredient(entry: "data_encoding"))
  let noHeader = Argument.flag(
    "no-header", help: "Read the first row of a table as data; columns are column_1, column_2 …."
  ).kept(.ingredient(entry: "data_header"))

  /// The completions for the name of a data set.
  static let names = ValueKind.text(
    completion: Completion(words: BuiltInData.all.entries.map(\.name), paths: .files))

  /// Returns the data set of a name, to be read as the options specify.
  static func source(_ name: String, _ arguments: ParsedArguments, seed: Int) -> DataSource {
    let kind: TargetKind =
      switch arguments[\TableOptions.kind] {
      case .classes: .classes
      case .numbers: .numbers
      case nil: .automatic
      }
    return DataSource(
      name: name,
      reading: TableReading(
        target: arguments[\TableOptions.target].map { .named($0) } ?? .last, kind: kind,
        encoding: arguments[\TableOptions.encoding],
        hasHeader: !arguments[\TableOptions.noHeader]),
      classes: arguments[\TableOptions.classes], seed: UInt64(seed))
  }
}
