import Foundation
import TestSupport
import Testing

@Suite("The built program: worksheets")
struct WorksheetTests {
  private static let files = ["key.csv", "key.html", "moodle.xml", "questions.json", "sheets.html"]

  @Test("a class has a sheet for each name, and the report says what was rejected")
  func sheets() throws {
    let classroom = try Classroom()
    let run = try classroom.makeSheets()
    #expect(run.status == 0 && run.error == "")
    #expect(run.lines[0] == "3 sheets of 7 questions for one-neuron")
    #expect(run.lines[2].hasSuffix("draws rejected:") && run.lines[3].contains(" in question "))
    #expect(try classroom.names(in: "sheets") == Self.files)
    let sheets = try classroom.folder.text("sheets/sheets.html")
    #expect(sheets.components(separatedBy: "<section class=\"sheet\">").count == 4)
    #expect(sheets.contains("O&#39;Neil, &quot;Z&quot; &lt;b&gt;"))
    #expect(!sheets.contains("<script") && !sheets.contains("that leaves the bias out"))
    #expect(try classroom.folder.text("sheets/key.html").contains("that leaves the bias out"))
    let key = try classroom.key()
    #expect(key.count == 21)
    #expect(
      Set(key.map { $0["student"] }) == ["Ada Lovelace", "O'Neil, \"Z\" <b>", "Grace Hopper"])
    #expect(key.allSatisfy { $0["lesson"] == "one-neuron" && $0["seed"] == "7" })
  }

  @Test("the same names and seed give the same files, and one sheet can be made alone")
  func determined() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    _ = try classroom.makeSheets("--out", "again")
    for file in Self.files {
      #expect(
        try classroom.folder.text("sheets/\(file)") == classroom.folder.text("again/\(file)"))
    }
    _ = try classroom.run(
      "worksheet", "one-neuron", "--student", "Grace Hopper", "--seed", "7", "--out", "one")
    let all = try classroom.folder.text("sheets/key.csv").split(separator: "\n")
    let own = try classroom.folder.text("one/key.csv").split(separator: "\n")
    #expect(own.count == 8 && own.dropFirst().allSatisfy { all.contains($0) })
    let other = try classroom.run(
      "worksheet", "one-neuron", "--student", "Grace Hopper", "--seed", "8", "--out", "other")
    #expect(other.status == 0)
    #expect(try classroom.folder.text("other/key.csv") != classroom.folder.text("one/key.csv"))
  }

  @Test("the lesson in the terminal has the numbers of the sheet")
  func terminal() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let run = try classroom.run(
      "lesson", "one-neuron", "--student", "Ada Lovelace", "--seed", "7", "--format", "json")
    #expect(run.status == 0)
    let asked = run.json.filter { $0["kind"] as? String == "question" }.suffix(7)
    let key = try classroom.key().filter { $0["student"] == "Ada Lovelace" }
    for (question, row) in zip(asked, key) {
      guard let value = question["value"] as? Double else {
        #expect(row["tolerance"] == "")
        continue
      }
      let written = try #require(Double(row["answer"] ?? ""))
      #expect(abs(value - written) <= 1e-7 * abs(value))
    }
    #expect(!run.output.contains("\"kind\":\"draw\""))
  }

  @Test("sheets without names have numbers, and room for a name")
  func count() throws {
    let classroom = try Classroom()
    let run = try classroom.run("worksheet", "gradient-descent", "--count", "30", "--seed", "7")
    #expect(run.status == 0 && run.lines[0] == "30 sheets of 6 questions for gradient-descent")
    let sheets = try classroom.folder.text("sheets/sheets.html")
    #expect(sheets.contains("Name: <b></b></span><span>Form 30</span>"))
    #expect(try classroom.key().last?["student"] == "30")
  }

  @Test("JSON says the same")
  func json() throws {
    let classroom = try Classroom()
    let run = try classroom.makeSheets("--format", "json")
    #expect(run.json.count == 1 && run.json[0]["sheets"] as? Int == 3)
    #expect(run.json[0]["kind"] as? String == "worksheets")
    let text = try classroom.folder.text("sheets/questions.json")
    let file = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect((file?["sheets"] as? [Any])?.count == 3 && file?["seed"] as? Int == 7)
  }

  @Test("an earlier run is replaced and mentioned; a folder with other files is left alone")
  func folders() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let again = try classroom.makeSheets()
    #expect(again.status == 0 && again.output.contains("(5 files of an earlier run replaced)"))
    _ = try classroom.folder.file("sheets/notes.txt", "mine")
    let key = try classroom.folder.text("sheets/key.csv")
    let refused = try classroom.run(
      "worksheet", "one-neuron", "--class", "names.csv", "--seed", "9")
    #expect(refused.status == 74)
    #expect(
      refused.error
        == "Error: The folder 'sheets' has other files, such as 'notes.txt'; name a new or empty folder\n"
    )
    #expect(try classroom.folder.text("sheets/key.csv") == key)
    let file = try classroom.makeSheets("--out", "names.csv")
    #expect(file.status == 74 && file.error.contains("it is not a folder"))
    let nowhere = try classroom.makeSheets("--out", "no/where")
    #expect(nowhere.status == 74 && nowhere.error.contains("Cannot create the folder 'no/where'"))
  }

  @Test("the sheets of another lesson, and files that are no sheets, are not replaced")
  func otherOrigin() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let key = try classroom.folder.text("sheets/key.csv")
    let other = try classroom.makeSheets(lesson: "xor")
    #expect(other.status == 74)
    #expect(
      other.error
        == "Error: The folder 'sheets' has the sheets of 'one-neuron'; name a new or empty folder with --out\n"
    )
    #expect(try classroom.folder.text("sheets/key.csv") == key)
    for name in ["key.csv", "sheets.html"] {
      let folder = "my-\(name)"
      try classroom.addFolder(folder)
      _ = try classroom.folder.file("\(folder)/\(name)", "mine")
      let refused = try classroom.makeSheets("--out", folder)
      #expect(refused.status == 74 && refused.error.contains("has files of another origin"))
      #expect(try classroom.folder.text("\(folder)/\(name)") == "mine")
    }
  }

  @Test("a name has the same numbers in both ways in which Unicode writes it")
  func unicode() throws {
    let classroom = try Classroom(names: "name\nZo\u{EB}\n")
    _ = try classroom.makeSheets()
    let key = try classroom.folder.text("sheets/key.csv")
    _ = try classroom.run(
      "worksheet", "one-neuron", "--student", "Zoe\u{308}", "--seed", "7", "--out", "one")
    #expect(try classroom.folder.text("one/key.csv").utf8.elementsEqual(key.utf8))
    let answer = try #require(classroom.key()[0]["answer"])
    _ = try classroom.folder.file(
      "answers.csv", "student,question,answer\nZoe\u{308},1,\(answer)\n")
    let marks = try classroom.run("mark", "answers.csv")
    #expect(marks.output.contains(": 1 of 7"))
    try classroom.addFolder("saved")
    _ = try classroom.folder.file(
      "saved/a.jsonl",
      "{\"schema\":1,\"kind\":\"answers\",\"lesson\":\"one-neuron\",\"seed\":7,"
        + "\"student\":\"Zoe\u{308}\",\"question\":1,\"answers\":[\"\(answer)\"]}\n")
    #expect(try classroom.run("collect", "saved").output.contains(": 1 of 7"))
  }

  @Test("a link in the folder is not followed")
  func links() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let outside = try classroom.folder.file("outside.txt", "mine")
    let link = classroom.folder.url.appendingPathComponent("sheets/key.csv")
    try FileManager.default.removeItem(at: link)
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: URL(fileURLWithPath: outside))
    let refused = try classroom.makeSheets()
    #expect(refused.status == 74)
    #expect(refused.error == "Error: Cannot replace 'sheets/key.csv': it is a link or a folder\n")
    #expect(try classroom.folder.text("outside.txt") == "mine")
  }

  @Test(
    "a class list that is none is an error with row and column, and writes nothing",
    arguments: [
      ("", "the file is empty"),
      ("id\n1\n", "row 1: there is no column 'name' in the header, which has 'id'"),
      ("name\n", "there is no student in the list"),
      ("name\nAda\n\"\"\n", "row 3, column 'name': the name is empty"),
      (
        "id,name\n1,Ada\n2, Ada \n",
        "row 3, column 'name': 'Ada' is in row 2 already; give each student a name of their own"
      ),
      (
        "name\n=cmd()\n",
        "row 2, column 'name': the name '=cmd()' begins with '=', so a spreadsheet would take it for a formula"
      ),
      ("name\nAda\u{7}\n", "row 2, column 'name': the name 'Ada\\u{7}' has a control character"),
      (
        "name\nLovelace, Ada\n",
        "row 2 has 2 fields, and the header 1; a text with a comma must be in quotes"
      ),
    ])
  func badLists(list: String, message: String) throws {
    let classroom = try Classroom(names: list)
    let run = try classroom.makeSheets()
    #expect(run.status == 65 && run.error == "Error: names.csv: \(message)\n")
    #expect(try classroom.names(in: ".") == ["names.csv"])
  }

  @Test("a name is never a path")
  func paths() throws {
    let classroom = try Classroom(names: "name\n../../evil\n/etc/passwd\n")
    #expect(try classroom.makeSheets().status == 0)
    #expect(try classroom.names(in: ".") == ["names.csv", "sheets"])
    #expect(try classroom.names(in: "sheets") == Self.files)
  }

  @Test(
    "a call that makes no sense is refused",
    arguments: [
      (
        ["worksheet", "one-neuron"],
        "A worksheet takes one of --class FILE, --count SHEETS and --student NAME"
      ),
      (
        ["worksheet", "one-neuron", "--count", "2", "--student", "A"],
        "A worksheet takes one of --class FILE, --count SHEETS and --student NAME"
      ),
      (["worksheet", "one-neuron", "--student", "=1"], "--student: the name '=1' begins with '='"),
      (
        ["lesson", "--student", "Ada"], "--student takes a lesson: nnlearn lesson one-neuron"
      ),
      (
        ["lesson", "one-neuron", "--seed", "7"],
        "--seed draws the numbers of a student: add --student"
      ),
    ])
  func calls(words: [String], message: String) throws {
    let run = try BinaryRun(words: words)
    #expect(run.status == 64 && run.error.contains(message))
  }

  @Test("a lesson without exercises, and one whose draws collide, are errors at their places")
  func lessons() throws {
    let classroom = try Classroom()
    let none = try classroom.makeSheets(lesson: "optimizers")
    #expect(none.status == 65)
    #expect(none.error.contains("the lesson has no exercises: no number in it is drawn"))
    _ = try classroom.folder.file(
      "mine.md",
      "# Mine\n\nA lesson.\n\n```nn\nw = 0.5\ndraw w from 0.25 to 0.75 step 0.25\nask \"Twice?\" 2 * w\nmistake w + w + 1e-9 \"that is near\"\n```\n"
    )
    let collision = try classroom.makeSheets(lesson: "mine.md")
    #expect(collision.status == 65)
    #expect(
      collision.error.contains(
        "mine.md:7:1: error: none of 2000 draws can be used; most often, in question 1"))
    #expect(try classroom.names(in: ".") == ["mine.md", "names.csv"])
    let check = try classroom.run("check", "mine.md")
    #expect(check.error.contains("mine.md:7:1: error: none of 2000 draws can be used"))
  }
}
