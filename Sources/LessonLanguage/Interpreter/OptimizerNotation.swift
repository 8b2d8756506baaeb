import Autodiff
import Learning

extension Session {
  /// Names what updates are computed with, so that none of it can be mistaken for a name of the program.
  ///
  /// What belongs to a parameter carries its name, as m_w does for Adam's m of w. A setting of the optimizer has its own name,
  /// unless the program calls something else so: then it carries the optimizer's, as in rate_adam. Where the program has even
  /// that name, an underscore follows.
  mutating func nameQuantities(
    of entries: [OptimizerMemory.Entry], by optimizer: Optimizer,
    _ parameters: [ReachedParameter]
  ) {
    var taken = Set(names.keys).union(functions.keys)
    for (setting, value) in zip(optimizer.kind.settings, optimizer.values) {
      let name =
        isAnother(setting.name, value) ? "\(setting.name)_\(optimizer.name)" : setting.name
      let free = names[name] != nil && name == setting.name ? name : Self.free(name, &taken)
      for entry in entries {
        for (_, node) in entry.update.settings.filter({ $0.name == setting.name }) {
          workspace.setLabel(.name(free), of: node)
        }
      }
    }
    for (entry, parameter) in zip(entries, parameters) {
      for (name, node) in entry.update.intermediates {
        let label = Label.name(Self.free("\(name)_\(parameter.name)", &taken))
        workspace.setLabel(label, of: node)
        for (state, next) in entry.update.states where next == node {
          workspace.setLabel(label, of: state)
        }
      }
    }
  }

  /// Whether the program uses a name for something other than a fixed number.
  private func isAnother(_ name: String, _ value: Double) -> Bool {
    guard let node = names[name] else { return functions[name] != nil }
    return workspace.isVariable(node) || workspace.value(node).number != value
  }

  /// A name that is not taken yet, which it is from now on.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var name = name
    while !taken.insert(name).inserted { name += "_" }
    return name
  }
}
