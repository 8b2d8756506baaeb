import Foundation
import TestSupport
import Testing

@Suite("The built program: marking")
struct MarkingTests {
  /// A class of three: one makes named mistakes, one carries an error forward, one is right.
  private func marked(_ more: String...) throws -> (classroom: Classroom, run: BinaryRun) {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let key = try classroom.key()
    func answer(_ student: String, _ question: Int, _ column: String = "answer") -> String {
      key.first { $0["student"] == student && $0["question"] == "\(question)" }?[column] ?? ""
    }
    let (ada, oneil, grace) = ("Ada Lovelace", "\"O'Neil, \"\"Z\"\" <b>\"", "Grace Hopper")
    var lines = ["student,question,answer"]
    for question in 1...7 {
      lines.append(
        "\(ada),\(question),\(answer(ada, question, question == 6 ? "answer" : "mistake_1"))")
      lines.append("\(grace),\(question),\(answer(grace, question))")
    }
    // The slope of the loss without its 2, then the product with the right slope of the sigmoid and the input.
    let name = "O'Neil, \"Z\" <b>"
    let (own, bend) = (
      Double(answer(name, 3, "mistake_2"))!, Double(answer(name, 4))!
    )
    let input = Double(answer(name, 5))! / Double(answer(name, 3))! / bend
    lines += ["\(oneil),3,\(own)", "\(oneil),4,\(bend)", "\(oneil),5,\(own * bend * input)"]
    _ = try classroom.folder.file("answers.csv", lines.joined(separator: "\n") + "\n")
    let run = try BinaryRun(
      words: ["mark", "answers.csv", "--key", "sheets/key.csv"] + more,
      in: classroom.folder.url.path)
    return (classroom, run)
  }

  @Test("each student has marks, with the mistake that each wrong number shows")
  func marks() throws {
    let run = try marked().run
    #expect(run.status == 0 && run.error == "")
    #expect(
      run.lines.contains("Ada Lovelace: 1 of 7") && run.lines.contains("Grace Hopper: 7 of 7"))
    #expect(run.lines.contains("O'Neil, \"Z\" <b>: 2 of 7"))
    #expect(run.output.contains("is wrong: that leaves the bias out"))
    let unwrapped = run.output.replacingOccurrences(of: "\n     ", with: " ")
    #expect(unwrapped.contains("is right for the student's own answer to question 3\n"))
    #expect(run.output.contains("  1 × that leaves the bias out (Ada Lovelace)"))
    // The table: question, right, carried, too few digits, wrong, missing.
    let row = run.lines.first { $0.hasPrefix("       5") }
    #expect(row?.split(separator: " ").map(String.init) == ["5", "1", "1", "0", "1", "0"])
  }

  @Test("a mistake after the student's own answer is told from a mistake with the right numbers")
  func mistakeAfterOwn() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let key = try classroom.key()
    func number(_ question: Int, _ column: String) -> Double {
      Double(
        key.first { $0["student"] == "Ada Lovelace" && $0["question"] == "\(question)" }![column]!)!
    }
    // The slope of the loss without its 2, and then the product without the input.
    let (own, bend) = (number(3, "mistake_2"), number(4, "answer"))
    _ = try classroom.folder.file(
      "answers.csv",
      "student,question,answer\nAda Lovelace,3,\(own)\nAda Lovelace,4,\(bend)\n"
        + "Ada Lovelace,5,\(own * bend)\n")
    let run = try BinaryRun(
      words: ["mark", "answers.csv", "--key", "sheets/key.csv", "--output", "marks.csv"],
      in: classroom.folder.url.path)
    let unwrapped = run.output.replacingOccurrences(of: "\n     ", with: " ")
    #expect(
      unwrapped.contains("is wrong, also for the student's own answer to question 3: "),
      "\(run.output)")
    #expect(try classroom.folder.text("marks.csv").contains(",3\n"))
  }

  @Test("JSON and a table say the same")
  func files() throws {
    let (classroom, run) = try marked("--format", "json", "--output", "marks.csv")
    let students = run.json.filter { $0["kind"] as? String == "student" }
    #expect(students.map { $0["points"] as? Int } == [1, 2, 7])
    let questions = run.json.filter { $0["kind"] as? String == "question" }
    #expect(questions.count == 7 && questions[4]["carried"] as? Int == 1)
    let rows = try classroom.folder.text("marks.csv").split(separator: "\n")
    #expect(rows.count == 22 && rows.contains { $0.hasSuffix(",1,carried,,,3") })
    #expect(rows[1].hasSuffix(",0,mistake,\"that leaves the bias out\",,"))
  }

  @Test(
    "answers of nobody, to nothing and twice are errors with row and column",
    arguments: [
      (
        "Ad Lovelace,1,2",
        "row 2, column 'student': 'Ad Lovelace' is not in the key; did you mean 'Ada Lovelace'?"
      ),
      (
        "Ada Lovelace,8,2",
        "row 2, column 'question': there is no question '8'; the questions are 1 to 7"
      ),
      (
        "Ada Lovelace,x,2",
        "row 2, column 'question': there is no question 'x'; the questions are 1 to 7"
      ),
      (
        "Ada Lovelace,1,2\nAda  Lovelace,1,3",
        "row 3, column 'question': 'Ada Lovelace' has answered question 1 above"
      ),
      (
        "Ada Lovelace,1",
        "row 2 has 2 fields, and the header 3; a text with a comma must be in quotes"
      ),
    ])
  func badAnswers(rows: String, message: String) throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    _ = try classroom.folder.file("a.csv", "student,question,answer\n\(rows)\n")
    let run = try classroom.run("mark", "a.csv")
    #expect(run.status == 65 && run.error == "Error: a.csv: \(message)\n" && run.output == "")
  }

  @Test(
    "a key that its lesson does not give again is an error with row and column",
    arguments: [
      ("one-neuron,7,", "one-neuron,8,", "row 2, column 'form': 'Ada Lovelace' has form"),
      ("one-neuron,7,", "gradient-descent,7,", "row 2, column 'answer': the key has"),
      ("one-neuron,7,", "no-lesson,7,", "row 2, column 'lesson': There is no lesson 'no-lesson'"),
      ("one-neuron,7,\"Ada", "one-neuron,x,\"Ada", "row 2, column 'seed': 'x' is not a seed"),
      (",question,", ",frage,", "row 1: there is no column 'question' in the header"),
    ])
  func badKeys(text: String, other: String, message: String) throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let key = try classroom.folder.text("sheets/key.csv").replacingOccurrences(
      of: text, with: other)
    _ = try classroom.folder.file("key.csv", key)
    _ = try classroom.folder.file("a.csv", "student,question,answer\nAda Lovelace,1,2\n")
    let run = try classroom.run("mark", "a.csv", "--key", "key.csv")
    #expect(run.status != 0 && run.error.hasPrefix("Error: key.csv: \(message)"), "\(run.error)")
  }

  @Test("what is read is not overwritten")
  func overwriting() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    _ = try classroom.folder.file("a.csv", "student,question,answer\nAda Lovelace,1,2\n")
    for path in ["a.csv", "sheets/key.csv", "./a.csv"] {
      let run = try classroom.run("mark", "a.csv", "--output", path)
      #expect(run.status == 64 && run.error.contains("would overwrite"))
    }
    let named = try classroom.run("mark", "a.csv", "--output", "marks.txt")
    #expect(named.status == 64 && named.error.contains("the name must end in .csv"))
  }

  @Test("saved answers are collected; the first attempt counts")
  func collect() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let key = try classroom.key().filter { $0["student"] == "Ada Lovelace" }
    let folder = classroom.folder.url.path
    try FileManager.default.createDirectory(
      atPath: folder + "/in", withIntermediateDirectories: true)
    let (right, wrong) = (key[0]["answer"]!, key[0]["mistake_1"]!)
    let step = try BinaryRun(
      words: ["lesson", "one-neuron", "--step", "--student", "Ada Lovelace", "--seed", "7"],
      input: Data(
        "goto A neuron with two\nfinish\nfinish\nfinish\nfinish\nfinish\nfinish\nfinish\n\(wrong)\n\(right)\nsave in/ada.jsonl\n"
          .utf8), in: folder)
    #expect(step.output.contains("that leaves the bias out"), "\(step.output)")
    let saved = try classroom.folder.text("in/ada.jsonl")
    #expect(saved.contains("\"question\":1,\"answers\":[\"\(wrong)\",\"\(right)\"]"))
    let run = try classroom.run("collect", "in")
    #expect(run.status == 0 && run.output.contains("is wrong: that leaves the bias out"))
    #expect(run.lines[0] == "Ada Lovelace: 0 of 7")
    _ = try classroom.folder.file("in/bad.jsonl", saved)
    let twice = try classroom.run("collect", "in")
    #expect(twice.status == 65)
    #expect(
      twice.error == "Error: in/bad.jsonl: line 1: 'Ada Lovelace' has answered question 1 before\n")
    _ = try classroom.folder.file("in/bad.jsonl", "{}\n")
    #expect(
      try classroom.run("collect", "in").error.contains(
        "in/bad.jsonl: line 1: this is not a line of saved answers"))
    #expect(try classroom.run("collect", "none").status == 66)
  }
}
