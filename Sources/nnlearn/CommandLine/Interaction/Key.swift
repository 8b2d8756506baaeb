/// A key of the keyboard, whatever bytes the terminal sends for it.
enum Key: Hashable, Sendable {
  case character(Character)
  case enter, tab, backspace, delete
  case left, right, up, down
  case home, end, pageUp, pageDown
  /// Control with a lower-case letter or one of `@ \ ] ^ _`.
  case control(Character)
  case escape
}

/// A key, and whether it was pressed or is part of a text that was pasted.
struct Stroke: Hashable, Sendable {
  var key: Key
  var isPasted = false
}
