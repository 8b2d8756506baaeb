import Text

/// Options for reading a table.
package struct TableReading: Sendable {
  package var target = TargetColumn.last
  package var kind = TargetKind.automatic
  package var encoding = TextEncoding.utf8
  /// Whether the first row names the columns; otherwise they are `column_1`, `column_2` and so on.
  package var hasHeader = true
  /// The features to read, by name and in this order; `nil` for all columns except the target.
  package var features: [String]?
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
    hasHeader: Bool = true, features: [String]? = nil, origin: Origin = .commandLine
  ) {
    self.target = target
    self.kind = kind
    self.encoding = encoding
    self.hasHeader = hasHeader
    self.features = features
    self.origin = origin
  }

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

  /// Advice on a value that is meant as a class.
  var adviceOnClasses: String {
    origin == .commandLine ? ", or use --as classes if it is the name of a class" : ""
  }
}

/// The target column of a table.
package enum TargetColumn: Sendable, Equatable {
  /// The last column, the default.
  case last
  case named(String)
  /// The named column, if the table has it; otherwise all columns are features.
  case namedIfPresent(String)
  /// The named column, if the table has it with a value in every row; otherwise there is no target, as in data to predict.
  case namedIfKnown(String)
  case none
}

/// How a target column is read.
package enum TargetKind: Sendable, Equatable {
  case automatic
  case classes
  case numbers
}
