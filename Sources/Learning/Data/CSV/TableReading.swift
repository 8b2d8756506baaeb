import Autodiff
import Text

/// Options for reading a table.
package struct TableReading: Sendable {
  package var target = TargetColumn.last
  package var kind = TargetKind.automatic
  package var encoding = TextEncoding.utf8
  /// Whether the first row names the columns; otherwise they are `column_1`, `column_2` and so on.
  package var hasHeader = true
  /// The separator of columns and the decimal separator; `nil` to find them out.
  package var separator: ColumnSeparator?
  package var decimal: DecimalSeparator?
  /// The columns to read as features, in this order; `nil` for all columns except the target and those that are ignored.
  package var features: ColumnList?
  package var ignored: ColumnList?
  /// The columns whose numbers are codes and are read as categories.
  package var categories: ColumnList?
  package var missing = MissingValues.mean
  /// Whether rows with missing features stay even if others like them were left out for training, because each row of the
  /// table is to be answered.
  package var answersEveryRow = false
  /// Whether the table is read to be described. A description finds the columns that tell the target itself.
  package var isForDescription = false
  /// The column whose texts identify the rows; it may be a feature or a target, too.
  package var id: String?
  /// The shape of the images that the rows are.
  package var shape: Shape?
  /// The columns and classes of a trained model, which is to be applied to the table.
  package var model: (columns: [FeatureColumn], classes: [String])?
  /// Who reads the table, which determines the advice in errors.
  package var origin = Origin.commandLine

  package enum Origin: Sendable {
    case commandLine
    /// A trained model, which expects certain columns.
    case model
    /// A lesson, which has no options.
    case lesson
  }

  package init(
    target: TargetColumn = .last, kind: TargetKind = .automatic, encoding: TextEncoding = .utf8,
    hasHeader: Bool = true, origin: Origin = .commandLine
  ) {
    self.target = target
    self.kind = kind
    self.encoding = encoding
    self.hasHeader = hasHeader
    self.origin = origin
  }

  /// Whether a row without a target is left out; otherwise one such row makes the table one without targets.
  var leavesOutRowsWithoutTarget: Bool { if case .namedIfKnown = target { false } else { true } }

  /// Converts the bytes of a file to UTF-8.
  func text(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    try encoding.utf8Bytes(
      of: bytes,
      advice: origin == .lesson
        ? "save the file as UTF-8"
        : "save the file as UTF-8, or use --encoding latin-1 if it is Latin-1")
  }

  /// Advice on a first row that is data.
  var adviceOnHeader: String {
    switch origin {
    case .commandLine: "use --no-header, or give the columns names in the first row"
    case .model: "the model knows its columns by name: give them their names in the first row"
    case .lesson: "give the columns names in the first row"
    }
  }

  /// Advice on how to leave out columns.
  func advice(leavingOut names: [String]) -> String {
    origin == .commandLine
      ? "use --ignore \(ColumnList.text(of: names).forShell.escaped)"
      : "take \(names.count == 1 ? "it" : "them") out of the file"
  }

  /// Advice on a value that is meant as a class.
  var adviceOnClasses: String {
    origin == .commandLine ? ", or use --as classes if it is the name of a class" : ""
  }
}

/// The target columns of a table; several must all be numbers.
package enum TargetColumn: Sendable, Equatable {
  /// The last column, the default.
  case last
  case named(ColumnList)
  /// The named columns, if the table has them; otherwise there is no target.
  case namedIfPresent(ColumnList)
  /// The named columns, if the table has them with values in every row; otherwise there is no target, as in data to predict.
  case namedIfKnown(ColumnList)
  case none
}

/// What becomes of rows with missing values.
package enum MissingValues: String, Sendable, CaseIterable {
  /// They stay: a missing number is replaced by the mean of the training part, a missing word is a category.
  case mean
  /// They are left out.
  case drop
  /// They are an error.
  case error
}

package enum ColumnSeparator: String, Sendable, CaseIterable {
  case comma, semicolon, tab, bar

  var byte: UInt8 {
    switch self {
    case .comma: .comma
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    case .bar: UInt8(ascii: "|")
    }
  }
}

package enum DecimalSeparator: String, Sendable, CaseIterable {
  case point, comma

  var byte: UInt8 { self == .point ? .point : .comma }
}

/// How a target column is read.
package enum TargetKind: Sendable, Equatable {
  case automatic
  case classes
  case numbers
}
