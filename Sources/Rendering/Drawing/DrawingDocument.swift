import Autodiff
import LessonLanguage
import Text

/// A picture that is not a plot, with its numbers ready to be printed.
enum DrawingDocument {
  case network(NetworkDocument)
  case graph(GraphDocument)
  case images(ImagesDocument)

  init(_ drawing: Drawing, _ writer: FormulaText) {
    switch drawing {
    case .network(let picture): self = .network(NetworkDocument(picture, writer))
    case .graph(let graph): self = .graph(GraphDocument(graph, writer.book))
    case .images(let images): self = .images(ImagesDocument(images, writer))
    }
  }
}
