import LessonLanguage
import Text

/// The marks of samples and their legend: for each class the first letter or digit of its name if these all differ, else a
/// letter of the alphabet.
struct ScatterMarks {
  /// A mark for each class, or a single one.
  let characters: [Unicode.Scalar]
  private let picture: ScatterPicture
  private let glyphs: PlotGlyphs

  private static let mostNamed = 12

  init(_ picture: ScatterPicture, _ glyphs: PlotGlyphs) {
    self.picture = picture
    self.glyphs = glyphs
    characters =
      if picture.classes.isEmpty {
        [glyphs.lonePoint]
      } else {
        Self.firsts(picture.classes)
          ?? picture.classes.indices.map { ContourMarks.letter($0, isEnd: $0 / 26 % 2 == 1) }
      }
  }

  /// The first characters of the names; `nil` unless they are different letters or digits.
  private static func firsts(_ names: [String]) -> [Unicode.Scalar]? {
    let firsts = names.compactMap { $0.unicodeScalars.first }.filter {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
    }
    return firsts.count == names.count && Set(firsts).count == firsts.count ? firsts : nil
  }

  /// The ranges of the points with a margin; `nil` if no point is finite.
  var extent: PlotExtent? {
    let points = picture.samples.map { $0.point }.filter { $0.isFinite }
    guard let x = PlotInterval(covering: points.map { $0.x }),
      let y = PlotInterval(covering: points.map { $0.y })
    else { return nil }
    return PlotExtent(
      x: x.widened(below: 0.03, above: 0.03), y: y.widened(below: 0.03, above: 0.03))
  }

  /// The sentence in place of a picture without points.
  var emptiness: String { "no sample has two finite numbers" }

  /// The mark of each class with its name and the number of its samples.
  var legend: [String] {
    var phrases: [String] = []
    for (mark, name) in zip(characters, picture.classes).prefix(Self.mostNamed) {
      let samples = picture.counts[phrases.count].counting("sample")
      let mark = String(Character(mark))
      phrases.append(
        mark == name
          ? "\(mark): \(samples)"
          : "\(mark): \(TextColumns.fitted(name, to: 24, glyphs)), \(samples)")
    }
    if picture.classes.count > Self.mostNamed {
      phrases.append("and \(picture.classes.count - Self.mostNamed) more classes")
    }
    if picture.classes.isEmpty { phrases.append(picture.count.counting("sample")) }
    if picture.samples.count < picture.count {
      phrases.append("\(picture.samples.count) of \(picture.count) samples are drawn")
    }
    return phrases
  }
}
