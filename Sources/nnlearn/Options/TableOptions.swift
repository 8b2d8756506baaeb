import Autodiff
import Learning
import Text

/// The options for reading a data set, which the commands that take any data set share.
struct TableOptions: ArgumentGroup {
  static let declared = TableOptions()

  enum TargetChoice: String, CaseIterable, Sendable {
    case classes, numbers
  }

  let target = Argument.option(
    "target", valueName: "columns", .text(),
    help:
      "The column to predict instead of the last, or several of numbers, as in \"width,height\"; "
      + "'\(DataSource.reproduction)' lets the network reproduce its input."
  ).kept(.ingredient(entry: "data_target"))
  let features = Argument.option(
    "features", valueName: "columns", .text(),
    help: "The columns to learn from, in this order, as in \"age,sex\"; all others are left out."
  ).kept(.ingredient(entry: "data_features"))
  let ignore = Argument.option(
    "ignore", valueName: "columns", .text(), help: "Columns to leave out, as in \"id,name\"."
  ).kept(.ingredient(entry: "data_ignore"))
  let categories = Argument.option(
    "categories", valueName: "columns", .text(),
    help: "Columns whose numbers are codes, as in \"zip\": each is a category, like a word."
  ).kept(.ingredient(entry: "data_categories"))
  let missing = Argument.option(
    "missing", valueName: "how", .choice(of: MissingValues.self), default: .mean,
    help: "Fill in missing values, leave out rows that have some, or make them an error."
  ).kept(.ingredient(entry: missingEntry))
  let shape = Argument.option(
    "shape", valueName: "sizes", .text(),
    help: "The images that the rows of a table are, as in 28x28, or 3x32x32 with channels."
  ).kept(.ingredient(entry: "data_shape"))
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
  let separator = Argument.option(
    "separator", .choice(of: ColumnSeparator.self),
    help: "The sign between columns, instead of the one that fits the first rows."
  ).kept(.ingredient(entry: "data_separator"))
  let decimal = Argument.option(
    "decimal", .choice(of: DecimalSeparator.self),
    help: "The decimal separator, instead of the one that fits the numbers."
  ).kept(.ingredient(entry: "data_decimal"))
  let noHeader = Argument.flag(
    "no-header", help: "Read the first row of a table as data; columns are column_1, column_2 …."
  ).kept(.ingredient(entry: "data_header"))

  let size = Argument.option(
    "size", valueName: "pixels", .imageSize,
    help: "Fit images to a height and a width, as in 28x28. A model keeps this."
  ).kept(.ingredient(entry: "data_size"))

  static let missingEntry = "data_missing"

  /// The completions for the name of a data set.
  static let names = ValueKind.text(
    completion: Completion(words: BuiltInData.all.entries.map(\.name), paths: .files))

  /// Returns the data set of a name, to be read as the options specify.
  static func source(
    _ name: String, _ arguments: ParsedArguments, seed: Int
  ) throws(Diagnostic) -> DataSource {
    let kind: TargetKind =
      switch arguments[\TableOptions.kind] {
      case .classes: .classes
      case .numbers: .numbers
      case nil: .automatic
      }
    let target = arguments[\TableOptions.target]
    let reproduces = target == DataSource.reproduction
    var reading = TableReading(
      target: reproduces ? .last : target.map { .named(ColumnList($0)) } ?? .last, kind: kind,
      encoding: arguments[\TableOptions.encoding],
      hasHeader: !arguments[\TableOptions.noHeader])
    reading.separator = arguments[\TableOptions.separator]
    reading.decimal = arguments[\TableOptions.decimal]
    reading.features = arguments[\TableOptions.features].map { ColumnList($0) }
    reading.ignored = arguments[\TableOptions.ignore].map { ColumnList($0) }
    reading.categories = arguments[\TableOptions.categories].map { ColumnList($0) }
    reading.missing = arguments[\TableOptions.missing]
    reading.shape = try arguments[\TableOptions.shape].map(Self.shape)
    let others = [declared.classes, declared.encoding, declared.size] as [any Declaration]
    let names = others.flatMap(\.parameters).map(\.name)
    let ofTables = declared.parameters.filter {
      !names.contains($0.name) && !(reproduces && $0.name == declared.target.parameter.name)
    }
    return DataSource(
      name: name, reading: reading, fitting: ImageFitting(size: arguments[\TableOptions.size]),
      reproduces: reproduces,
      classes: arguments[\TableOptions.classes], seed: UInt64(seed),
      tableOption: ofTables.first { !arguments.spelling(of: $0).isEmpty }?.name)
  }

  /// Reads `28x28` or `3x32x32`: height and width, after the number of channels unless it is 1.
  private static func shape(_ text: String) throws(Diagnostic) -> Shape {
    let parts = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let sizes = parts.compactMap { Int($0) }
    guard sizes.count == parts.count, (2...3).contains(sizes.count),
      sizes.allSatisfy({ (1...10_000).contains($0) })
    else {
      throw Diagnostic(
        .usage,
        "--shape is height and width, as in 28x28, or 3x32x32 with channels, not \(text.excerpt)")
    }
    return Shape(sizes.count == 2 ? [1] + sizes : sizes)
  }
}

extension ValueKind where Value == ImageSize {
  static let imageSize = ValueKind(
    value: { ImageSize($0) }, text: { $0.description },
    expectation:
      "Please provide height and width from 1 to \(ImageSize.longestSide), as in 28x28.")
}
