import Learning
import Text

// What the files of a training run keep of the call that began it: an entry for each option, as `Keeping` says.

extension Parameter {
  /// What the entry of a flag says where it was given: its entry is called as what it sets, without the `no-` of its name.
  private var given: String { name.hasPrefix("--no-") ? "no" : "yes" }

  /// The entry for a text that was given.
  fileprivate func entry(_ text: String) -> Safetensors.Entry? {
    guard let name = keeping?.entry else { return nil }
    // A path has to mean the same wherever the run is resumed.
    if case .output = keeping, value?.completion.paths == .files {
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
  /// Fixes what the call means where it does not say so itself, as what is usual for its data.
  mutating func settle<Value>(_ path: KeyPath<TrainOptions, Argument<Value>>, _ text: String?) {
    if let text { set(TrainOptions.declared[keyPath: path].parameter, to: text) }
  }

  /// The entries of what asks for the same run; `outputs` adds those of its files.
  func entries(outputs: Bool) -> [Safetensors.Entry] {
    TrainOptions.declared.parameters.compactMap { parameter in
      if case .output = parameter.keeping, !outputs { return nil }
      return text(of: parameter).flatMap(parameter.entry)
    }
  }

  /// The first ingredient that is asked for; a resumed run takes them all from its file.
  var ingredient: Parameter? {
    TrainOptions.declared.parameters.first { parameter in
      if case .ingredient = parameter.keeping { return !spelling(of: parameter).isEmpty }
      return false
    }
  }

  /// Adds what a file keeps of its call, where this call does not say something else.
  mutating func complete(from file: Safetensors) throws(Diagnostic) {
    let parameters = TrainOptions.declared.parameters
    // Another end takes the place of all that the file says about it.
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

  /// Makes the paths of what the run writes start at the root, as the run may have begun in another folder.
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
