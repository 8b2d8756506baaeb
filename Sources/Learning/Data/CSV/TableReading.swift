import Text

/// How a table is to be read.
package struct TableReading: Sendable {
  package var target = TargetColumn.last
  package var kind = TargetKind.automatic
  package var encoding = TextEncoding.utf8
  /// Whether the first row names the columns; else they are `column_1`, `column_2` and so on.
  package var hasHeader = true
  /// The features to read, by name and in this order; nil for all columns but the target.
  package var features: [String]?
  /// Where the table is read from, which decides what an error may advise.
  package var origin = Origin.commandLine

  package enum Origin: Sendable {
    case commandLine
    /// A model decides how its data are read.
    case model
    /// A lesson, which has none of the options.
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

  /// The bytes of a file as UTF-8.
  func text(_ bytes: [UInt8]) throws(Diagnostic) -> [UInt8] {
    try encoding.utf8Bytes(
      of: bytes,
      advice: origin == .lesson
        ? "save the file as UTF-8"
        : "save the file as UTF-8, or use --encoding latin-1 if it is Latin-1")
  }

  /// What to do about a first row that is data.
  var adviceOnHeader: String {
    switch origin {
    case .commandLine: "use --no-header, or give the columns names in the first row"
    case .model: "the model knows its columns by name: give them their names in the first row"
    case .lesson: "give the columns names in the first row"
    }
  }

  /// What to do about a value that is meant as a class.
  var adviceOnClasses: String {
    origin == .commandLine ? ", or use --as classes if it is the name of a class" : ""
  }
}

/// Which column of a table is the target.
package enum TargetColumn: Sendable, Equatable {
  /// The last one: what is meant where no column is named.
  case last
  case named(String)
  /// The named one where the table has it; else all columns are features.
  case namedIfPresent(String)
  /// The named one where the table has it and knows it for every row; else there is no target, as in data to predict.
  case namedIfKnown(String)
  case none
}

/// How a target column is read.
package enum TargetKind: Sendable, Equatable {
  case automatic
  case classes
  case numbers
}
