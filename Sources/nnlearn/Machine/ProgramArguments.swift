import SystemMemory

/// The arguments of the program, starting with its name.
enum ProgramArguments {
  /// `nil` if the system passed none, not even a name.
  static var words: [String]? {
    var words = CommandLine.arguments
    #if os(Linux)
      // Swift reads a file in /proc, which may be missing.
      if words.isEmpty { words = wordsOnTheStack }
    #endif
    // Linux passes one empty word to a program that is started with none.
    return words.allSatisfy(\.isEmpty) ? nil : words
  }

  #if os(Linux)
    /// The arguments on the stack, where Linux puts them: their number, their addresses, 0, and then the environment.
    private static var wordsOnTheStack: [String] {
      // A changed environment may be elsewhere.
      guard let environment = environment_on_the_stack(), let random = random_bytes_on_the_stack(),
        case let distance = UnsafeRawPointer(environment).distance(to: random),
        (1..<1 << 23).contains(distance), environment[-1] == nil
      else { return [] }
      var count = 0
      while Int(bitPattern: environment[-2 - count]) != count {
        count += 1
        if count > 1 << 20 { return [] }
      }
      return (0..<count).compactMap { environment[$0 - count - 1].map { String(cString: $0) } }
    }
  #endif
}
