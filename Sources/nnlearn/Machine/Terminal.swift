/// The values of `--color`.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}

/// The properties of the terminal: its width and what may be sent to it.
struct Terminal: Sendable {
  /// The number of columns: the terminal's, else `COLUMNS`, else 80; from 40 to 240.
  let width: Int

  /// Whether the locale uses UTF-8; otherwise output is ASCII.
  let showsUnicode: Bool

  private let terminals: Set<FileDescriptor>
  private let refusesColor: Bool
  private let isDumb: Bool

  /// The terminal described by given facts.
  ///
  /// - Parameters:
  ///   - environment: returns the value of an environment variable.
  ///   - terminals: the standard streams that are terminals.
  ///   - columns: the width reported by the terminal.
  init(environment: (String) -> String?, terminals: Set<FileDescriptor>, columns: Int?) {
    let wanted = columns ?? environment("COLUMNS").flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
    width = min(max(wanted ?? 80, 40), 240)
    showsUnicode = Self.namesUTF8(
      locale: ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty })
    self.terminals = terminals
    isDumb = ["", "dumb"].contains(environment("TERM") ?? "")
    refusesColor = environment("NO_COLOR")?.isEmpty == false || environment("TERM") == "dumb"
  }

  /// The terminal that the program runs in.
  static var current: Terminal {
    let streams = [FileDescriptor.standardInput, .standardOutput, .standardError]
    return Terminal(
      environment: OperatingSystem.environmentVariable,
      terminals: Set(streams.filter(\.isTerminal)),
      columns: FileDescriptor.standardOutput.columns)
  }

  /// Whether one of the three standard streams is a terminal.
  func isTerminal(_ stream: FileDescriptor) -> Bool {
    terminals.contains(stream)
  }

  /// Whether keys can be read one by one and output can be edited: standard input and output are
  /// a terminal that can move its cursor.
  var allowsEditing: Bool {
    isTerminal(.standardInput) && isTerminal(.standardOutput) && !isDumb
  }

  /// Whether colour may be sent to `stream`.
  ///
  /// An explicit `always` or `never` wins over `NO_COLOR` and `TERM=dumb`, and those over `auto`.
  func allowsColor(_ choice: ColorChoice, on stream: FileDescriptor = .standardOutput) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: isTerminal(stream) && !refusesColor
    }
  }

  /// Whether a locale such as `en_US.UTF-8`, `C.utf8@euro` or `UTF-8` uses UTF-8.
  private static func namesUTF8(locale: String?) -> Bool {
    guard let withoutModifier = locale?.split(separator: "@").first,
      let characterSet = withoutModifier.split(separator: ".").last
    else { return false }
    return ["utf-8", "utf8"].contains(characterSet.lowercased())
  }
}
