/// A line at the end of a terminal that is rewritten as work goes on.
final class ProgressDisplay {
  private let console: Console
  /// Whether there is a terminal that shows it.
  let isShown: Bool
  private let clock = ContinuousClock()
  /// The time when the line was last written; `nil` if there is none on the screen.
  private var last: ContinuousClock.Instant?

  /// - Parameter isShown: whether it is shown at a terminal.
  init(_ console: Console, isShown: Bool) {
    self.console = console
    self.isShown = isShown && console.terminal.isTerminal(.standardError)
  }

  /// Replaces the line, at most ten times a second.
  func show(_ line: () -> String) {
    guard isShown else { return }
    if let last, clock.now - last < .milliseconds(100) { return }
    last = clock.now
    console.output.flush()
    console.error.write(.clearRow + [.text(line())])
  }

  /// Removes the line, before anything else is written.
  func clear() {
    if last != nil { console.error.write(.clearRow) }
    last = nil
  }
}
