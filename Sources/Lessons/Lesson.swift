import LessonLanguage
import Text

/// A lesson or a bare program, ready to run: prose and statements in order.
package struct Lesson: Sendable {
  package enum Item: Sendable {
    case heading(level: Int, String)
    case prose(MarkdownBlock)
    case statement(Statement)
    /// A part that could not be read; a run ends here.
    case broken(Diagnostic)
  }

  package struct PlacedItem: Sendable {
    package let item: Item
    package let line: Int
  }

  /// The first top-level heading; empty for a bare program.
  package let title: String
  /// The paragraph under the title.
  package let summary: String
  package let items: [PlacedItem]
  /// The items before the numbers of the program are filled in.
  private let written: [PlacedItem]
  private let source: SourceText
  /// The blocks as read, for the lint.
  package let blocks: [PlacedBlock]

  /// Reads a Markdown lesson. A part that cannot be read becomes an item, which ends the run there.
  package init(markdown source: SourceText) {
    var items: [PlacedItem] = []
    var title = ""
    var summary = ""
    var blocks: [PlacedBlock] = []
    do throws(Diagnostic) {
      blocks = try MarkdownReader.blocks(of: source)
    } catch {
      items.append(PlacedItem(item: .broken(error), line: error.place?.line ?? 1))
    }
    for placed in blocks {
      switch placed.block {
      case .heading(let level, let text):
        if level == 1 && title.isEmpty { title = text }
        items.append(PlacedItem(item: .heading(level: level, text), line: placed.line))
      case .fence("nn", let text):
        items += Self.statements(text, line: placed.line)
      case .fence(_, let text):
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let block = MarkdownBlock.verbatim(lines.map { String($0) })
        items.append(PlacedItem(item: .prose(block), line: placed.line))
      default:
        if case .paragraph(let text) = placed.block, summary.isEmpty, !title.isEmpty {
          summary = text
        }
        items.append(PlacedItem(item: .prose(placed.block), line: placed.line))
      }
    }
    self.title = title
    self.summary = summary
    self.blocks = blocks
    self.source = source
    written = items
    self.items = WrittenNumbers(items, source).filled
  }

  /// Reads a bare program.
  package init(program source: SourceText) {
    title = ""
    summary = ""
    blocks = []
    items = Self.statements(source.text, line: 1)
    written = items
    self.source = source
  }

  /// A lesson of generated statements.
  package init(statements: [Statement]) {
    title = ""
    summary = ""
    blocks = []
    items = statements.map { PlacedItem(item: .statement($0), line: $0.place.line) }
    written = items
    source = SourceText("")
  }

  private init(_ lesson: Lesson, items: [PlacedItem]) {
    title = lesson.title
    summary = lesson.summary
    blocks = lesson.blocks
    source = lesson.source
    written = items
    self.items = items
  }

  /// The lesson with other statements, and with the numbers that they define in the text.
  private init(redrawing lesson: Lesson, _ written: [PlacedItem]) {
    title = lesson.title
    summary = lesson.summary
    blocks = lesson.blocks
    source = lesson.source
    self.written = written
    items = WrittenNumbers(written, source).filled
  }

  /// Returns the lesson with other numbers in some of its definitions, by their indices.
  func redrawn(_ numbers: [Int: String]) -> Lesson {
    var written = written
    for (index, spelling) in numbers {
      guard case .statement(let statement) = written[index].item else { continue }
      written[index] = PlacedItem(
        item: .statement(statement.redrawn(spelling)), line: written[index].line)
    }
    return Lesson(redrawing: self, written)
  }

  /// Returns the lesson without the checks of some of its statements.
  func unchecking(_ isUnchecked: (Int) -> Bool) -> Lesson {
    Lesson(
      self,
      items: items.indices.map { index in
        guard isUnchecked(index), case .statement(let statement) = items[index].item else {
          return items[index]
        }
        return PlacedItem(item: .statement(statement.unchecked), line: items[index].line)
      })
  }

  /// Returns the lesson without some of its items.
  func dropping(_ isDropped: (Int) -> Bool) -> Lesson {
    Lesson(self, items: items.indices.filter { !isDropped($0) }.map { items[$0] })
  }

  func replacing(_ index: Int, with statement: Statement) -> Lesson {
    var items = items
    items[index] = PlacedItem(item: .statement(statement), line: items[index].line)
    return Lesson(self, items: items)
  }

  /// Returns the lesson with a statement after its last item.
  func appending(_ statement: Statement) -> Lesson {
    let item = PlacedItem(item: .statement(statement), line: statement.place.line)
    return Lesson(self, items: items + [item])
  }

  /// Returns a lesson of the first items.
  func prefix(_ count: Int) -> Lesson { Lesson(self, items: Array(items.prefix(count))) }

  private static func statements(_ text: String, line: Int) -> [PlacedItem] {
    do throws(Diagnostic) {
      return try Parser.statements(of: text, line: line).map {
        PlacedItem(item: .statement($0), line: $0.place.line)
      }
    } catch {
      return [PlacedItem(item: .broken(error), line: error.place?.line ?? 1)]
    }
  }
}
