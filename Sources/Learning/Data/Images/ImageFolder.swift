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
  /// Images with values from 0 to 1, made alike; classes are in the order of their names' bytes.
  package init(
    name: String, source: String, images files: [ImageFile], fitting: ImageFitting = ImageFitting()
  ) throws(Diagnostic) {
    guard !files.isEmpty else { throw Diagnostic("there are no images") }
    var images: [RasterImage] = []
    var fitted = 0
    for file in files {
      var image = try Diagnostic.about(file.path.quoted, RasterImage(file.bytes))
      if let size = fitting.target, size != image.size {
        image.fit(to: size)
        fitted += 1
      }
      images.append(image)
    }
    let size = images[0].size
    let notes =
      [ImageFitting.note(fitted, of: files.count, "fitted to \(size.sentence) pixels")].compactMap {
        $0
      }
      + (try fitting.fit(&images, of: files))
    let names = Set(files.compactMap { $0.className }).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let positions = names.positions
    let labels = files.compactMap { $0.className.flatMap { positions[$0] } }
    guard labels.isEmpty || labels.count == files.count else {
      throw Diagnostic("some images are in a folder for their class and some are not")
    }
    var values: [Double] = []
    for index in images.indices { values += images[index].takeValues() }
    self.init(
      name: name, source: source,
      sampleShape: Shape([images[0].channels, size.height, size.width]), features: values,
      targets: labels.isEmpty ? .none : try .classes(labels, named: names, of: "class"),
      targetName: labels.isEmpty ? "" : "class", white: 1)
    sampleNames = files.map { $0.path }
    self.notes = notes
  }

  /// The size of the images; `nil` if the samples are none, or rows of a table.
  package var imageSize: ImageSize? {
    guard isOfImages, columns.isEmpty else { return nil }
    return ImageSize(width: sampleShape.sizes[2], height: sampleShape.sizes[1])
  }

  /// Returns the images fitted to a size, with a note if they had another one; other data are unchanged.
  package func fitted(to size: ImageSize) -> DataSet {
    guard let old = imageSize, old != size else { return self }
    var data = with(
      features: ImageResampling(from: old, to: size).planes(features[...]),
      shape: Shape([sampleShape.sizes[0], size.height, size.width]))
    if let note = ImageFitting.note(count, of: count, "fitted to \(size.sentence) pixels") {
      data.notes.append(note)
    }
    return data
  }
}
