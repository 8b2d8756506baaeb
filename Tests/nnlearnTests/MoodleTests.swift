import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of an XML file with its text.
private final class Element {
  let name: String
  let attributes: [String: String]
  var children: [Element] = []
  var text = ""

  init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  func all(_ name: String) -> [Element] { children.filter { $0.name == name } }

  /// The text of a child, or of a text inside it.
  func value(_ name: String) -> String? {
    guard let child = all(name).first, all(name).count == 1 else { return nil }
    return child.all("text").first?.text ?? child.text
  }
}

private final class Reader: NSObject, XMLParserDelegate {
  private var open = [Element("", [:])]

  static func root(_ text: String) throws -> Element {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return try #require(reader.open[0].children.first)
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let element = Element(name, attributes)
    open[open.count - 1].children.append(element)
    open.append(element)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    open[open.count - 1].text += string
  }
}

/// docs.moodle.org, "Moodle XML format": the elements of the two kinds of question, as Moodle's importer reads them.
@Suite("The file for Moodle")
struct MoodleTests {
  private static let common: Set = [
    "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "answer",
  ]
  private static let elements: [String: Set<String>] = [
    "category": ["category"], "numerical": common,
    "multichoice": common.union(["single", "shuffleanswers", "answernumbering"]),
  ]

  @Test("has the documented elements, the right answer first, and each mistake with its feedback")
  func format() throws {
    let classroom = try Classroom()
    _ = try classroom.makeSheets()
    let text = try classroom.folder.text("sheets/moodle.xml")
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>"))
    let quiz = try Reader.root(text)
    #expect(quiz.name == "quiz" && quiz.children.allSatisfy { $0.name == "question" })
    let key = try classroom.key()
    var kinds: [String: Int] = [:]
    for question in quiz.children {
      let kind = try #require(question.attributes["type"])
      kinds[kind, default: 0] += 1
      #expect(Set(question.children.map { $0.name }) == Self.elements[kind])
      guard kind != "category" else {
        #expect(question.value("category")?.hasPrefix("$course$/one-neuron, question ") ?? false)
        continue
      }
      let name = try #require(question.value("name")?.components(separatedBy: ", form "))
      let row = try #require(
        key.first { "one-neuron \($0["question"]!)" == name[0] && $0["form"] == name[1] })
      #expect(question.all("questiontext")[0].attributes == ["format": "html"])
      // A question may refer to those before it in the exercise.
      let isSecond = name[0] == "one-neuron 2"
      #expect(
        question.value("questiontext")?.contains("<p>Asked before: What is its score?</p>")
          == isSecond)
      #expect(question.value("defaultgrade") == "1" && question.value("hidden") == "0")
      let answers = question.all("answer")
      #expect(
        answers.map { $0.attributes["fraction"] } == ["100"] + answers.dropFirst().map { _ in "0" })
      #expect(answers[0].value("text") == row["answer"])
      var expected: [String: String] = [:]
      for number in 1... {
        guard let mistake = row["mistake_\(number)"], mistake != "" else { break }
        expected[mistake] = row["meaning_\(number)"]
      }
      if kind == "numerical" {
        #expect(answers[0].value("tolerance") == row["tolerance"])
        let tolerances = answers.map { Double($0.value("tolerance") ?? "") ?? 0 }
        #expect(tolerances.allSatisfy { $0 > 0 })
        #expect(answers.allSatisfy { Double($0.value("text") ?? "") != nil })
        // No number is within the tolerance of two answers.
        let numbers = answers.map { Double($0.value("text")!)! }
        for i in numbers.indices {
          for j in 0..<i { #expect(abs(numbers[i] - numbers[j]) > tolerances[i] + tolerances[j]) }
        }
      } else {
        #expect(question.value("single") == "true" && question.value("answernumbering") == "abc")
      }
      let wrong = answers.dropFirst().map { ($0.value("text")!, $0.value("feedback")!) }
      #expect(Dictionary(uniqueKeysWithValues: wrong).mapValues(unescaped) == expected)
    }
    #expect(kinds == ["category": 7, "numerical": 18, "multichoice": 3])
    #expect(!text.contains("Lovelace"))
  }

  /// HTML without references.
  private func unescaped(_ html: String) -> String {
    html.replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&quot;", with: "\"")
      .replacingOccurrences(of: "&amp;", with: "&")
  }
}
