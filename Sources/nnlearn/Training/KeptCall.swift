import Learning
import Text

// The files of a training run keep the call that began it: an entry for each option, as `Keeping` specifies.

extension Parameter {
  /// The value of a flag's entry if the flag was given: the entry is named after what the flag sets, without its `no-`.
  var given: String { name.hasPrefix("--no-") ? "no" : "yes" }

  /// Returns the entry for a text.
  fileprivate func entry(_ text: String) -> Safetensors.Entry? {
    guard let name = keeping?.entry else { return nil }
    // A path must mean the same wherever the run is resumed.
    if case .output = keeping, let value, value.completion.paths == .files, text != value.bareText,
      OperatingSystem.exists(text) || !value.completion.words.contains(text)
    {
      return .init(name, OperatingSystem.absolutePath(text))
    }
    return .init(name, value == nil ? given : text)
  }

  /// Whether a flag was given when the file was written.
  func isKept(in file: Safetensors) -> Bool {
    keeping?.entry.flatMap { file.text($0) } == given
  }
}

extension ParsedArguments {
  /// Sets an option that the call does not specify, such as a default that depends on the data.
  mutating func fillIn<Value>(_ path: KeyPath<TrainOptions, Argument<Value>>, _ text: String?) {
    if let text { set(TrainOptions.declared[keyPath: path].parameter, to: text) }
  }

  /// Returns the entries that specify the same run; `outputs` adds those of its files.
  func entries(outputs: Bool) -> [Safetensors.Entry] {
    TrainOptions.declared.parameters.compactMap { parameter in
      if case .output = parameter.keeping, !outputs { return nil }
      return text(of: parameter).flatMap(parameter.entry)
    }
  }

  /// The first ingredient that the call specifies; a resumed run takes them all from its file.
  var ingredient: Parameter? {
    TrainOptions.declared.parameters.first { parameter in
      if case .ingredient = parameter.keeping { return !spelling(of: parameter).isEmpty }
      return false
    }
  }

  /// Adds the options in a file that this call does not override.
  mutating func complete(from file: Safetensors) throws(Diagnostic) {
    let parameters = TrainOptions.declared.parameters
    // Another end replaces all options of the file about the end.
    let endsOtherwise = parameters.contains { $0.isEnd && !isMissing($0) }
    for parameter in parameters where isMissing(parameter) && !(parameter.isEnd && endsOtherwise) {
      guard let name = parameter.keeping?.entry, let text = file.text(name) else { continue }
      if parameter.value == nil {
        if parameter.isKept(in: file) { set(parameter, to: parameter.name) }
      } else if !accept(text, for: parameter) {
        throw Diagnostic(.usage, "the file's entry '\(name)' cannot be \(text.quoted)")
      }
    }
  }

  /// Makes the paths of the run's outputs absolute, because the run may have begun in another folder.
  mutating func makeOutputsAbsolute() {
    for parameter in TrainOptions.declared.parameters {
      guard case .output = parameter.keeping, let text = text(of: parameter),
        let path = parameter.entry(text)?.text
      else { continue }
      set(parameter, to: path)
    }
  }
}

extension Parameter {
  fileprivate var isEnd: Bool {
    if case .end = keeping { return true }
    return false
  }
}
