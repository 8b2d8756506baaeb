import Learning
import Text

/// Finds the data set of `load "…"`: a built-in one, or a file next to the lesson.
package struct DataLoader: Sendable {
  package struct Request: Sendable {
    package let path: String
    /// The column to predict.
    package let target: String?
    /// A file with the names of the classes.
    package let classes: String?
    package let seed: UInt64

    package init(path: String, target: String? = nil, classes: String? = nil, seed: UInt64 = 0) {
      self.path = path
      self.target = target
      self.classes = classes
      self.seed = seed
    }
  }

  package let load: @Sendable (Request) throws(Diagnostic) -> DataSet

  package init(_ load: @escaping @Sendable (Request) throws(Diagnostic) -> DataSet) {
    self.load = load
  }

  /// A loader without data sets.
  package static let none = DataLoader { (request) throws(Diagnostic) in
    throw Diagnostic("there is no data set \(request.path.quoted) here")
  }
}
