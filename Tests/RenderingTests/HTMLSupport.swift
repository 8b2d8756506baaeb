import Foundation
import Learning
import LessonLanguage
import Lessons
import Text

@testable import Rendering

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page read back by an XML parser: its elements in order, and the text between them.
final class ParsedPage: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  /// The text outside pictures and the labels of folded workings, with a space in place of each tag that ends a word.
  private(set) var text = ""
  /// The same, without the legends of pictures.
  private(set) var textOutsideCaptions = ""
  private(set) var fault: String?
  /// The number of elements inside each element.
  private(set) var childCounts: [(name: String, count: Int)] = []
  private var open: [String] = []
  private var counts = [0]
  /// The number of the last choice of the open question.
  private var choice: Int?

  /// Tags that do not end a word.
  private static let inWords: Set<String> = ["em", "strong", "code", "a"]

  /// - Parameter markup: elements, or a document without its doctype, which is not XML.
  init(_ markup: String) {
    super.init()
    let parser = XMLParser(data: Data("<page>\(markup)</page>".utf8))
    parser.delegate = self
    if !parser.parse() {
      fault = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "")"
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
    open.append(name)
    counts[counts.count - 1] += 1
    counts.append(0)
    space(name)
    // A browser writes the numbers of a list.
    if name == "ol" { choice = attributes["class"] == "choices" ? 0 : nil }
    if name == "li", let number = choice {
      choice = number + 1
      append("\(number + 1) ")
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
    childCounts.append((name, counts.removeLast()))
    if name == "ol" { choice = nil }
    space(name)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !open.contains("svg"), !open.contains("summary") { append(string) }
  }

  private func space(_ name: String) {
    if !Self.inWords.contains(name) { append(" ") }
  }

  private func append(_ string: String) {
    text += string
    if !open.contains("figcaption") { textOutsideCaptions += string }
  }

  func names(_ element: String, _ attribute: String) -> [String] {
    elements.filter { $0.name == element }.compactMap { $0.attributes[attribute] }
  }
}

extension Rendered {
  /// The whole transcript, as the body of a page.
  func body(_ style: Style = Style()) -> String {
    TranscriptHTML(style, file: file, label: "lesson 1").body(of: transcript.entries)
  }

  /// The steps of the run.
  var steps: [Step] {
    transcript.entries.compactMap { entry in
      if case .step(let step) = entry { return step }
      return nil
    }
  }
}

/// The lessons with their data, and the programs of the tests, each run once.
enum WholeRuns {
  static let lessons = RepositoryLesson.all.map { $0.name }

  static let programs: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: programFolder.path)
    return (names ?? []).filter { $0.hasSuffix(".nn") }.sorted()
  }()

  static func lesson(_ name: String) -> Rendered {
    let lesson = RepositoryLesson.all.first { $0.name == name }
    return Rendered(markdown: lesson?.text ?? "", loader: loader)
  }

  static func program(_ name: String) -> Rendered {
    let text = try? String(contentsOf: programFolder.appendingPathComponent(name), encoding: .utf8)
    return Rendered(text ?? "")
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let programFolder = root.appendingPathComponent("Tests/Programs")

  private static let loader: DataLoader = {
    func bytes(_ name: String) -> [UInt8] {
      let file = root.appendingPathComponent("Sources/nnlearn/BuiltInData/\(name).csv")
      return (try? Data(contentsOf: file)).map { [UInt8]($0) } ?? []
    }
    let data = BuiltInData(iris: bytes("iris"), digits: bytes("digits"))
    return DataLoader { (request) throws(Diagnostic) in
      guard let entry = data[request.path] else {
        throw Diagnostic("there is no data set \(request.path.quoted) here")
      }
      return try entry.dataSet(seed: request.seed)
    }
  }()
}
