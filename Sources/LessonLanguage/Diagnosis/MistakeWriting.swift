import Autodiff

/// Writes mistakes in the words of the lesson.
extension SlipSearch {
  private static let mostIntermediates = 24

  /// - Parameter subject: the quantity as the reader wrote it.
  mutating func mistake(_ slip: Slip, of subject: Formula) -> Mistake {
    var mistake = Mistake(
      kind: slip.kind, second: slip.second, subject: formula(slip.subject, subject),
      reason: slip.reason.map { word in
        if case .text(let text) = word { return .text(text) }
        return .formula(formula(word, subject))
      },
      value: slip.value ?? computation.value(replacing: slip.edits) ?? Tensor(.nan))
    guard let first = slip.edits.keys.max() else { return mistake }
    let line = computation.line(of: first)
    guard let changed = computation.node(line, replacing: slip.edits) else { return mistake }
    mistake.right = working(of: line, as: subject)
    let explainer = explainer
    let isNamed = computation.graph[changed].label != nil
    mistake.mistaken =
      explainer.working(
        of: changed,
        subject: isNamed ? explainer.symbol(changed) : explainer.expression(changed)
      ).withoutRounding
    return mistake
  }

  /// The working of a node, whose subject is the reader's own if it is the target.
  func working(of id: NodeID, as subject: Formula) -> Working {
    let explainer = explainer
    let isTarget = id == computation.target
    return explainer.working(of: id, subject: isTarget ? subject : explainer.symbol(id))
  }

  /// The named intermediate values, in order of computation.
  func intermediates() -> [Working] {
    let named = computation.nodes.filter { id in
      id != computation.target && isKnown(id) && computation.graph[id].operation != nil
        && computation.value(id).count <= Working.fewElements
    }
    let explainer = explainer
    return named.suffix(Self.mostIntermediates).map {
      explainer.working(of: $0, subject: explainer.symbol($0))
    }
  }

  /// Whether a reader knows a quantity: it has a name of the program, or is the derivative by one that has.
  private func isKnown(_ id: NodeID) -> Bool {
    switch computation.graph[id].label {
    case .name: true
    case .derivative(_, let by):
      if case .name = computation.graph[by].label { true } else { false }
    case .share, nil: false
    }
  }

  private var explainer: Explainer {
    Explainer(graph: computation.graph, evaluator: computation.values)
  }

  func formula(_ word: Slip.Word, _ subject: Formula) -> Formula {
    switch word {
    case .text(let text): return .name(text)
    case .formula(let formula): return formula
    case .node(computation.target): return subject
    case .node(let id): return explainer.symbol(id)
    case .element(let id, let offset):
      return .element(explainer.symbol(id), computation.graph[id].shape.index(ofOffset: offset))
    }
  }
}
