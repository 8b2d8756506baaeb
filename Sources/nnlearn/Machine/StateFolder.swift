/// The folder of what the program remembers from one run to the next: typed lines, and places in lessons.
enum StateFolder {
  /// Returns the standard path of a file in the folder; `nil` if the environment does not define the folder.
  static func file(_ name: String) -> String? {
    path(environment: OperatingSystem.environmentVariable).map { "\($0)/\(name)" }
  }

  static func path(environment: (String) -> String?) -> String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/nnlearn"
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    #if canImport(Darwin)
      return home + "/Library/Application Support/nnlearn"
    #else
      return home + "/.local/state/nnlearn"
    #endif
  }
}
