import Learning

/// Finds the data set that `load "…"` names: a built-in one, or a file beside the lesson.
public struct DataLoader: Sendable {
  public struct Request: Sendable {
    public let path: String
    /// The column to predict.
    public let target: String?
    /// A file that names the classes.
    public let classes: String?
    public let seed: UInt64

    public init(path: String, target: String? = nil, classes: String? = nil, seed: UInt64 = 0) {
      self.path = path
      self.target = target
      self.classes = classes
      self.seed = seed
    }
  }

  public let load: @Sendable (Request) throws(DataError) -> DataSet

  public init(_ load: @escaping @Sendable (Request) throws(DataError) -> DataSet) {
    self.load = load
  }

  /// Knows no data set.
  public static let none = DataLoader { (request) throws(DataError) in
    throw DataError("there is no data set \(request.path.quoted) here")
  }
}
