import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// Answers the requests of a page, in JSON: the files of the page, and a reader's session with one lesson.
///
///     {"do": "keep", "name": "my.csv"}          and the file's bytes after the line
///     {"do": "lessons"}                         → {"lessons": [{"name", "summary"}]}
///     {"do": "open", "name", "place"?}          → the title, the sections and the view; with "student" and "seed",
///                                                 of the lesson with the numbers of the student
///     {"do": "say", "text": "next", "within"?}  → the view, after any line that the stepper accepts
///     {"do": "answer", "step": 12, "text"}      → the view, after an answer to the question of a step
///     {"do": "read", "within"?}                 → the view of the whole lesson
///     {"do": "stay"}                            → the view, after an unfinished move ends where it is
///     {"do": "set", "text": "w = 2", "step"}    → the view, after a change just before a step
///     {"do": "predict", "name": "net", "ink"}   → {"html"}: the prediction of a network for a drawing,
///     {"do": "predict", "name", "values": […]}    or for typed values
///     {"do": "why", "name": "w"}                → the view, with the explanation of a number
///     {"do": "complete", "text": "des"}         → {"words": […]}
///     {"do": "save"}                            → {"markdown", "answers"?}: the log of the session, and the
///                                                 answers of a student
///     {"do": "transcript", "name", "width": 80} → {"text"}: a lesson as shown in a terminal
///
/// A move takes at most `within` milliseconds; {"unfinished": true} means that the same request continues it.
package struct PageSession {
  private var files: [String: [UInt8]] = [:]
  private var visit: PageVisit?

  package init() {}

  /// Answers a request: a line of JSON, which may be followed by the bytes of a file.
  package mutating func answer(_ request: [UInt8]) -> JSON {
    do throws(Diagnostic) {
      let end = request.firstIndex(of: UInt8(ascii: "\n")) ?? request.count
      let members = try JSONReader.value(of: request, in: 0..<end)
      return try perform(members, Array(request.dropFirst(end + 1)))
    } catch {
      return .object([("notes", .string(HTML.paragraph(error.message)))])
    }
  }

  private mutating func perform(_ request: JSON, _ file: [UInt8]) throws(Diagnostic) -> JSON {
    let text = request["text"]?.string ?? ""
    let name = request["name"]?.string ?? ""
    switch request["do"]?.string {
    case "keep":
      files[name] = file
      return .object([])
    case "lessons": return .object([("lessons", .array(lessons))])
    case "open":
      let opened = try Diagnostic.about(name.escaped, lesson(name))
      let (drawn, answers) = try drawn(opened.lesson, name: name, request)
      var visit = PageVisit(name: name, (drawn, opened.source), loader: loader)
      visit.answers = answers
      defer { self.visit = visit }
      return visit.open(at: request["place"]?.string ?? "")
    case "transcript":
      let source = try SourceText(bytes: contents(name))
      return .object([
        ("text", .string(transcript(of: source, width: request["width"]?.whole ?? 80)))
      ])
    default: break
    }
    guard visit != nil else { throw Diagnostic("no lesson is open") }
    switch request["do"]?.string {
    case "say": return visit!.say(text, within: request["within"]?.whole)
    case "answer": return visit!.answer(text, at: request["step"]?.whole ?? 0)
    case "read": return visit!.read(within: request["within"]?.whole)
    case "stay": return visit!.stay()
    case "set": return visit!.set(text, before: request["step"]?.whole ?? 0)
    case "predict": return try visit!.prediction(name, request)
    case "why": return visit!.why(name)
    case "complete": return .object([("words", .strings(visit!.words(after: text)))])
    case "save":
      var members: [JSON.Member] = [("markdown", .string(visit!.markdown))]
      if let answers = visit!.answers { members.append(("answers", .string(answers.text))) }
      return .object(members)
    default: throw Diagnostic("the page asks for what this program does not know")
    }
  }

  /// Returns the lesson with the numbers of the student whom a request names, if it does and the lesson has exercises.
  private func drawn(
    _ lesson: Lesson, name: String, _ request: JSON
  ) throws(Diagnostic) -> (Lesson, AnswerSheet?) {
    guard let student = request["student"]?.string, lesson.draws else { return (lesson, nil) }
    let seed = request["seed"]?.whole.flatMap { UInt64(exactly: $0) } ?? 0
    var maker = try WorksheetMaker(lesson, session: Session(loader: loader))
    let drawn = try maker.lesson(for: Student(name: student, seed: seed))
    return (drawn.lesson, AnswerSheet(lesson: name, drawn.worksheet))
  }

  // MARK: Files

  /// The lessons of the page in teaching order, then those that the reader has opened.
  private var lessons: [JSON] {
    let readme = files["README.md"].flatMap { try? SourceText(bytes: $0) }
    let listed = readme.map { LessonList($0).entries } ?? []
    let others = files.keys.filter { name in
      name != "README.md" && !Self.isTable(name) && !listed.contains { $0.file == name }
    }
    let known = listed.filter { files[$0.file] != nil }
    return (known + others.sorted().map { LessonList.Entry(file: $0, summary: "") }).map {
      .object([("name", .string($0.name)), ("summary", .string($0.summary))])
    }
  }

  private func contents(_ name: String) throws(Diagnostic) -> [UInt8] {
    guard let bytes = files[name] ?? files[name + ".md"] else {
      throw Diagnostic("there is no lesson \(name.quoted) on this page")
    }
    return bytes
  }

  /// Whether a file is a table, which may be compressed.
  private static func isTable(_ name: String) -> Bool {
    name.hasSuffix(".csv") || name.hasSuffix(".csv.gz")
  }

  /// The largest number of bytes that a table is unpacked to; the page opens no larger file either.
  private static let longestTable = 64_000_000

  /// Returns a Markdown lesson, a program, or for a table a lesson that trains on it.
  private func lesson(_ name: String) throws(Diagnostic) -> (lesson: Lesson, source: SourceFile) {
    let source =
      Self.isTable(name) ? try training(onTable: name) : try SourceText(bytes: contents(name))
    let file = SourceFile(name: name, source)
    if name.hasSuffix(".nn") { return (Lesson(program: source), file) }
    return (Lesson(markdown: source), file)
  }

  /// Returns a lesson that trains on a table, with the defaults of `nnlearn train`.
  private func training(onTable name: String) throws(Diagnostic) -> SourceText {
    let data = try loader.load(DataLoader.Request(path: name))
    let defaults = TrainDefaults(data)
    let l2 = defaults.l2(training: SplitRatio.standard.sizes(data.count)[0])
    return SourceText(
      """
      # \(name)

      The four ingredients for this table: the data, in three parts; a model; the loss; the optimizer. Type any of these
      statements again, with other words, to try something else.

      ```nn
      data table = load "\(name)" split 70/15/15 seed 1
      model net = \(defaults.model)
      optimizer \(TrainDefaults.optimizer)
      train net on table for \(defaults.epochs) epochs batch 32 seed 1\(l2 > 0 ? " l2 \(l2)" : "")
      plot train_loss, validation_loss
      test net on table
      ```
      """)
  }

  /// The built-in data sets, and the tables that the reader has opened.
  private var loader: DataLoader {
    let files = files
    let builtIn = BuiltInData(iris: files["iris.csv"] ?? [], digits: files["digits.csv"] ?? [])
    return DataLoader { (request) throws(Diagnostic) in
      if let entry = builtIn[request.path] { return try entry.dataSet(seed: request.seed) }
      guard let bytes = files[request.path] else {
        throw Diagnostic(
          "there is no data set \(request.path.quoted) on this page; drop the file on it")
      }
      let unpacked =
        try Gzip.begins(bytes) ? Gzip.unpacked(bytes, limit: Self.longestTable) : bytes
      return try CSVDataSet(
        name: request.path, source: request.path, bytes: unpacked,
        reading: TableReading(
          target: request.target.map { .named(ColumnList($0)) } ?? .last, origin: .lesson)
      ).dataSet
    }
  }

  /// Returns the transcript of a lesson as the command prints it, for a terminal of `width` columns.
  private func transcript(of source: SourceText, width: Int) -> String {
    let transcript = Transcript(Lesson(markdown: source), session: Session(loader: loader))
    var text = TranscriptText(Style(width: width), file: SourceFile(name: "lesson", source))
    return transcript.entries.flatMap { text.lines(for: $0) }.map { $0 + "\n" }.joined()
  }
}
