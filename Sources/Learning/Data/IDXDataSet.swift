import Autodiff
import Text

extension DataSet {
  /// A pair of IDX files like MNIST's: samples along the first axis of one, and optionally their classes in the other.
  ///
  /// `[n, height, width]` are grey images, `[n, channels, height, width]` images with channels, `[n, features]` rows. Pixels
  /// keep their values, and white is 255 in a file of bytes. Labels are integers, which also name the classes.
  package init(
    name: String, source: String, images: IDXArray, labels: IDXArray?
  ) throws(Diagnostic) {
    guard let count = images.shape.sizes.first else {
      throw Diagnostic("the IDX file of images holds one number, and no axis of samples")
    }
    guard images.shape.rank <= 4 else {
      throw Diagnostic(
        "the IDX file of images has the shape \(images.shape); samples have 3 axes at most")
    }
    var sample = Array(images.shape.sizes.dropFirst())
    if sample.count == 2 { sample.insert(1, at: 0) }
    if sample.isEmpty { sample = [1] }
    guard count > 0, !sample.contains(0) else {
      throw Diagnostic("the IDX file of images has the shape \(images.shape): there are no numbers")
    }
    if let odd = images.values.firstIndex(where: { !$0.isFinite }) {
      throw Diagnostic(
        "image \(odd / Shape(sample).count + 1) has an element that is not a finite number")
    }
    self.init(
      name: name, source: source, sampleShape: Shape(sample), features: images.values,
      targets: try labels.map { (labels) throws(Diagnostic) in
        try Self.classes(labels, imageCount: count)
      } ?? .none,
      targetName: labels == nil ? "" : "label",
      white: sample.count == 3 && images.element == .u8 ? 255 : nil)
  }

  private static func classes(_ labels: IDXArray, imageCount: Int) throws(Diagnostic) -> Targets {
    guard labels.shape.rank == 1 else {
      throw Diagnostic(
        "the IDX file of labels has the shape \(labels.shape); labels are one row of numbers")
    }
    guard labels.values.count == imageCount else {
      let more = labels.values.count > imageCount
      throw Diagnostic(
        "there are \(more ? "more" : "fewer") labels than images: "
          + labels.values.count.counting("label") + ", " + imageCount.counting("image"))
    }
    if let odd = labels.values.firstIndex(where: { $0 != $0.rounded(.down) || abs($0) > 1e9 }) {
      throw Diagnostic("label \(odd + 1) is \(labels.values[odd]); a label is a whole number")
    }
    let different = Set(labels.values).sorted()
    var positions: [Double: Int] = [:]
    for (position, label) in different.enumerated() { positions[label] = position }
    return try .classes(
      labels.values.map { positions[$0] ?? 0 }, named: different.map { "\(Int($0))" }, of: "label")
  }
}
