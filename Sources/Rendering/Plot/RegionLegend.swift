import Learning
import LessonLanguage
import Text

/// The sentences below a picture of regions.
struct RegionLegend {
  private let picture: RegionPicture
  private let glyphs: PlotGlyphs

  init(_ picture: RegionPicture, _ glyphs: PlotGlyphs) {
    self.picture = picture
    self.glyphs = glyphs
  }

  /// The heading above the picture.
  var title: String {
    let what =
      if case .classes = picture.output { "the answer" } else { "the output" }
    return "\(what) of \(picture.model) over the features of \(picture.data)"
  }

  /// The number of samples of each part, and of those that are wrong.
  var parts: [String] {
    var phrases = picture.parts.map { part in
      let samples = "\(part.part.rawValue): \(part.samples.counting("sample"))"
      return samples + (part.wrong.map { ", \($0) wrong" } ?? "")
    }
    let all = picture.parts.reduce(0) { $0 + $1.samples }
    if picture.samples.count < all {
      phrases.append("\(picture.samples.count) of them are drawn")
    }
    return phrases
  }

  /// In a terminal, the fill of each region and the marks of its samples.
  func regions(_ bands: RegionBands) -> [String] {
    let fills = bands.names.enumerated().map { band, name in
      let fill = RegionBands.fill(band, glyphs)
      return (fill == " " ? "blank" : String([fill, fill, fill].map { Character($0) }))
        + ": \(name)"
    }
    guard case .classes = picture.output else {
      return fills + ["\(glyphs.above) a sample above the surface", "\(glyphs.below) below it"]
    }
    return fills.enumerated().map { label, text in
      let (right, wrong) = (mark(label, false, bands.count), mark(label, true, bands.count))
      let isWrong = picture.samples.contains {
        picture.isWrong($0) && Int($0.target) == label
      }
      return text + ", \(right) its samples" + (isWrong ? ", \(wrong) wrong ones" : "")
    }
  }

  private func mark(_ label: Int, _ isWrong: Bool, _ count: Int) -> String {
    String(RegionPicture.classMark(label, isWrong: isWrong, of: count, glyphs))
  }
}
