import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// The worksheets of a key, made again from its lesson, seed and names.
struct AnswerKey {
  /// The key's file in messages.
  let file: String
  /// The worksheets in the order of the key, by the names of their students.
  private(set) var students: [String] = []
  private(set) var worksheets: [String: Worksheet] = [:]

  /// Reads a key. Throws if the lesson does not give its answers again.
  init(_ path: String, lessons folder: String?) throws(Diagnostic) {
    let rows = try KeyRows(path)
    file = rows.file
    try read(rows, lessons: folder)
  }

  /// Returns the lesson of a key.
  static func lesson(_ path: String) throws(Diagnostic) -> String { try KeyRows(path).lesson }

  private mutating func read(_ rows: KeyRows, lessons folder: String?) throws(Diagnostic) {
    let (table, lesson) = (rows.table, rows.lesson)
    let topic = try Diagnostic.about(
      "\(file): row \(table.rows[0].number), column 'lesson'",
      LessonCommand.topic(lesson, folder: folder), as: .missing)
    var maker = try topic.placed { () throws(Diagnostic) in try topic.maker }
    for row in table.rows {
      func error(_ column: String, _ problem: String) -> Diagnostic {
        Diagnostic("\(file): \(table.error(row, column, problem).message)")
      }
      guard SheetCell.read(table[row, "lesson"]) == lesson else {
        throw error("lesson", "the key is of \(lesson.excerpt), and this is another lesson")
      }
      let student: Student
      do throws(Diagnostic) {
        student = try Self.student(table, row)
      } catch {
        throw Diagnostic("\(file): \(error.message)")
      }
      let name = student.name
      if worksheets[name] == nil {
        students.append(name)
        worksheets[name] = try topic.placed { () throws(Diagnostic) in
          try maker.worksheet(for: student)
        }
      }
      guard let worksheet = worksheets[name], worksheet.student == student else {
        throw error("seed", "\(name.excerpt) has another seed or form above")
      }
      guard table[row, "form"] == student.form else {
        throw error(
          "form",
          "\(name.excerpt) has form \(student.form) with seed \(student.seed), not \(table[row, "form"].excerpt)"
        )
      }
      let number = table[row, "question"]
      guard let question = worksheet.questions.first(where: { "\($0.number)" == number }) else {
        throw error("question", "the lesson has no question \(number.excerpt) on its sheets")
      }
      guard question.reply.isInKey(table[row, "answer"]) else {
        throw error(
          "answer",
          "the key has \(table[row, "answer"].excerpt) where the lesson gives \(question.reply.text) with seed \(student.seed); the key is of another seed, or of another version of the lesson"
        )
      }
    }
  }

  private static func student(
    _ table: TextTable, _ row: TextTable.Row
  ) throws(Diagnostic) -> Student {
    guard let seed = UInt64(table[row, "seed"]) else {
      throw table.error(row, "seed", "\(table[row, "seed"].excerpt) is not a seed")
    }
    let name = SheetCell.read(table[row, "student"])
    if let sheet = Int(name), table[row, "form"] == name {
      return Student(sheet: sheet, seed: seed)
    }
    do throws(Diagnostic) {
      return try Student(name: name, seed: seed)
    } catch {
      throw table.error(row, "student", error.message)
    }
  }
}

/// The rows of a key, at least one, and the lesson in the first.
private struct KeyRows {
  let file: String
  let table: TextTable
  let lesson: String

  init(_ path: String) throws(Diagnostic) {
    let input = try InputFile(path: path, limit: InputFile.dataLimit)
    file = input.name
    table = try Diagnostic.about(file, TextTable(input.bytes, needing: KeyCSV.columns))
    guard let first = table.rows.first else { throw Diagnostic("\(file): the key has no rows") }
    lesson = SheetCell.read(table[first, "lesson"])
  }
}

extension SheetReply {
  /// Whether a field of a key is the reply.
  fileprivate func isInKey(_ field: String) -> Bool {
    switch self {
    case .number(let value): Double(field).map { Precision.isInKey($0, as: value) } ?? false
    case .choice(let choice): SheetCell.read(field) == choice
    }
  }
}
