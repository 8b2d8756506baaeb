import Autodiff
import Learning

extension Session {
  /// Names the quantities of updates so that none is mistaken for a name of the program.
  ///
  /// A state of a parameter has the parameter's name as a suffix, such as m_w for Adam's m of w. A setting of the optimizer has
  /// its own name or, if the program uses that name for something else, the optimizer's as a suffix, as in rate_adam. If the
  /// program uses that name too, an underscore follows.
  mutating func nameQuantities(
    of entries: [OptimizerMemory.Entry], by optimizer: Optimizer,
    _ parameters: [ReachedParameter]
  ) {
    var taken = Set(names.keys).union(functions.keys)
    for (setting, value) in zip(optimizer.kind.settings, optimizer.values) {
      let name = isAnother(setting.name, value) ? "\(setting.name)_\(optimizer.name)" : setting.name
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

  /// Whether the program uses a name for something other than this number.
  private func isAnother(_ name: String, _ value: Double) -> Bool {
    guard let node = names[name] else { return functions[name] != nil }
    return workspace.isVariable(node) || workspace.value(node).number != value
  }

  /// Returns a free name and marks it as taken.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var name = name
    while !taken.insert(name).inserted { name += "_" }
    return name
  }
}
