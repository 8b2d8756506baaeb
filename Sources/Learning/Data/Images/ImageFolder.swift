import Autodiff
import Text

/// A file in a folder of images that has a subfolder for each class.
package struct ImageFile: Sendable {
  /// The subfolder's name; `nil` for images to predict.
  package let className: String?
  package let fileName: String
  package let bytes: [UInt8]

  package init(className: String?, fileName: String, bytes: [UInt8]) {
    self.className = className
    self.fileName = fileName
    self.bytes = bytes
  }

  /// Its name in messages and predictions.
  package var path: String { (className.map { $0 + "/" } ?? "") + fileName }
}

extension DataSet {
  /// Images of one shape with values from 0 to 1; classes are in the order of their names' bytes.
  package init(name: String, source: String, images files: [ImageFile]) throws(Diagnostic) {
    guard let first = files.first else { throw Diagnostic("there are no images") }
    var shape: Shape?
    var values: [Double] = []
    for file in files {
      let image = try Diagnostic.about(file.path.quoted, PortableImage(file.bytes))
      if let shape, shape != image.shape {
        throw Diagnostic(
          "\(first.path.quoted) has the shape \(shape) and \(file.path.quoted) \(image.shape); "
            + "all images must have the same shape")
      }
      shape = image.shape
      values += image.values
    }
    let names = Set(files.compactMap { $0.className }).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let positions = names.positions
    let labels = files.compactMap { $0.className.flatMap { positions[$0] } }
    guard labels.isEmpty || labels.count == files.count else {
      throw Diagnostic("some images are in a folder for their class and some are not")
    }
    self.init(
      name: name, source: source, sampleShape: shape ?? .scalar, features: values,
      targets: labels.isEmpty ? .none : try .classes(labels, named: names, of: "class"),
      targetName: labels.isEmpty ? "" : "class", white: 1)
    sampleNames = files.map { $0.path }
  }
}
