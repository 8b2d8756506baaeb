import Learning
import Text

/// A range as written after `--try`: `0.001 … 0.1`, and on request its scale and a number of points, as in `8 … 64 log in 4`.
struct TriedRange {
  let range: SettingRange
  /// The number of values from end to end; `nil` if values are drawn.
  let points: Int?
  /// The text with the same meaning.
  let text: String
  /// Its ends as written, in words: `0.001 to 0.1`.
  private let ends: String

  private static let example = "'rate = 0.001 … 0.1'"

  /// All whole numbers up to this one are exact.
  private static let mostWhole = 0x1p53

  /// Whether a text has the sign between the ends of a range, `…` or `...`.
  static func isMeant(by text: Substring) -> Bool { text.contains("…") || text.contains("...") }

  /// Throws a message for the reader of `--try`.
  init(_ text: Substring, of parameter: Parameter) throws(Diagnostic) {
    let name = parameter.settingName
    guard let value = parameter.value, let kind = value.numbers else {
      throw Diagnostic("\(name) has no range, because its values are not numbers: list them")
    }
    guard TriedSetting.values(in: text).count == 1 else {
      throw Diagnostic(
        "a range is alone, as in \(Self.example): list all values, or write two ends")
    }
    let ends = text.replacing("...", with: "…")
      .split(separator: "…", omittingEmptySubsequences: false).map(\.singleSpaced)
    guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty else {
      throw Diagnostic("a range has a number on each side of …, as in \(Self.example)")
    }
    func number(_ text: String) throws(Diagnostic) -> Double {
      guard let number = value.canonical(text).flatMap({ Double($0) }) else {
        throw Diagnostic("\(name) cannot be \(text.quoted). \(value.expectation)")
      }
      return number
    }
    var words = ends[1].split(separator: " ").map(String.init)[...]
    let last = words.removeFirst()
    let (lower, upper) = (try number(ends[0]), try number(last))
    guard lower <= upper else {
      throw Diagnostic(
        "the range begins at \(ends[0]) and ends at \(last): write the smaller end first")
    }
    guard kind == .real || upper <= Self.mostWhole else {
      throw Diagnostic("a range of whole numbers ends at \(Int(Self.mostWhole)) at most")
    }
    guard lower < upper else { throw Diagnostic("the range has only the number \(last)") }
    let scale = words.first.flatMap { SettingRange.Scale(rawValue: $0) }
    if scale != nil { words.removeFirst() }
    if scale == .log, lower <= 0 {
      throw Diagnostic(
        "on a logarithmic scale a range begins above 0: write a small number for \(ends[0]), or leave out log"
      )
    }
    range = SettingRange(from: lower, to: upper, isWhole: kind == .whole, scale: scale)
    points = try Self.points(words)
    self.text = "\(ends[0]) … \(ends[1])"
    self.ends = "\(ends[0]) to \(last)"
  }

  /// Reads `in 5`.
  private static func points(_ words: ArraySlice<String>) throws(Diagnostic) -> Int? {
    guard let first = words.first else { return nil }
    guard first == "in", words.count < 3 else {
      throw Diagnostic(
        "after a range there may be its scale, log or linear, and a number of points, as in 'log in 5', but not "
          + words.joined(separator: " ").quoted)
    }
    let most = ExperimentPlan.mostRuns
    guard words.count == 2, let count = words.last.flatMap({ Int($0) }), (2...most).contains(count)
    else {
      throw Diagnostic(
        "'in' goes before a number of points from 2 to \(most), as in 'in 5'"
          + (words.dropFirst().first.map { ", not \($0.quoted)" } ?? ""))
    }
    return count
  }

  /// The sentence that says how values are taken from it.
  func sentence(_ name: String) -> String {
    let isLog = range.scale == .log
    guard let points else {
      return "\(name) is drawn from \(ends), uniformly\(isLog ? " in the logarithm" : "")."
    }
    return "\(name) has \(points) values from \(ends), at equal \(isLog ? "ratios" : "distances")."
  }
}
