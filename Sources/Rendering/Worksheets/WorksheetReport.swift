import Lessons
import Text

/// What `worksheet` says about its files.
package struct WorksheetReport {
  private let lesson: String
  private let folder: String
  private let files: [String]
  private let replaced: Int
  private let worksheets: [Worksheet]
  private let rejected: Rejections

  /// - Parameter replaced: the number of files of an earlier run.
  package init(
    lesson: String, folder: String, files: [String], replaced: Int, worksheets: [Worksheet],
    rejected: Rejections
  ) {
    self.lesson = lesson
    self.folder = folder
    self.files = files
    self.replaced = replaced
    self.worksheets = worksheets
    self.rejected = rejected
  }

  private var questionCount: Int { worksheets.first?.questions.count ?? 0 }

  /// The draws that were used: one for each exercise of each sheet.
  private var used: Int { worksheets.reduce(0) { $0 + $1.exercises.count } }

  package var lines: [String] {
    let list = files.joined(separator: ", ")
    var lines = [
      "\(worksheets.count.counting("sheet")) of \(questionCount.counting("question")) for \(lesson.escaped)",
      "\(folder.escaped): \(list)"
        + (replaced > 0 ? " (\(replaced.counting("file")) of an earlier run replaced)" : ""),
    ]
    let total = rejected.total
    lines.append(
      "\(total) of \((used + total).counting("draw")) rejected"
        + (total > 0 ? ":" : ""))
    for (rejection, count) in rejected.counts.sorted(by: { $0.count > $1.count }) {
      lines.append("  \(count) in \(rejection.sentence.escaped)")
    }
    return lines
  }

  package var json: JSON {
    let reasons = rejected.counts.map { rejection, count -> JSON in
      .object([("reason", .string(rejection.sentence)), ("count", .whole(count))])
    }
    return .object([
      ("schema", .whole(1)), ("kind", .string("worksheets")), ("lesson", .string(lesson)),
      ("folder", .string(folder)), ("files", .strings(files)), ("replaced", .whole(replaced)),
      ("sheets", .whole(worksheets.count)), ("questions", .whole(questionCount)),
      ("draws", .whole(used + rejected.total)), ("rejected", .array(reasons)),
    ])
  }
}
