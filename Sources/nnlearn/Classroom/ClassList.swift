import Learning
import Lessons
import Text

/// A class: a table with a column `name`.
enum ClassList {
  /// Returns the students of a file, in order. A name that is empty, occurs twice or is not plain text is an error.
  static func students(_ path: String, seed: UInt64) throws(Diagnostic) -> [Student] {
    let file = try InputFile(path: path)
    let students = try Diagnostic.about(file.name, read(file.bytes, seed: seed))
    guard !students.isEmpty else {
      throw Diagnostic("\(file.name): there is no student in the list")
    }
    return students
  }

  private static func read(_ bytes: [UInt8], seed: UInt64) throws(Diagnostic) -> [Student] {
    let table = try TextTable(bytes, needing: ["name"])
    var students: [Student] = []
    var rows: [String: Int] = [:]
    for row in table.rows {
      let student: Student
      do throws(Diagnostic) {
        student = try Student(name: table[row, "name"], seed: seed)
      } catch {
        throw table.error(row, "name", error.message)
      }
      if let other = rows[student.name] {
        throw table.error(
          row, "name",
          "\(student.name.excerpt) is in row \(other) already; give each student a name of their own"
        )
      }
      rows[student.name] = row.number
      students.append(student)
    }
    return students
  }
}
