import Autodiff
import LessonLanguage
import Lessons
import Text

/// Writes the state of a session as a table: parameters, gradients, what the optimizer remembers, the loss; now and before.
package struct StateHTML {
  private let state: [NamedValue]
  private let earlier: [NamedValue]
  private let style: Style

  /// - Parameter earlier: the state that is shown as before; empty for none.
  package init(_ state: [NamedValue], since earlier: [NamedValue] = [], _ style: Style) {
    self.state = state
    self.earlier = earlier
    self.style = style
  }

  package var html: String {
    var writer = HTMLWriter()
    writer.mark("<table class=\"state\"></table>")
    return writer.text
  }
}
