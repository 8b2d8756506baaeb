import Learning
import LessonLanguage
import Text

/// A program that trains on half moons, and its session.
enum Moons {
  static let loader = DataLoader { (request) throws(Diagnostic) in
    guard request.path == "moons" else {
      throw Diagnostic("there is no data set \(request.path.quoted)")
    }
    return Generated.moons(count: 120, seed: request.seed)
  }

  static let program = """
    data moons = load "moons" split 70/15/15 seed 3
    model net = dense 8 tanh, dense 2 softmax
    loss cross_entropy
    optimizer adam(rate = 0.05)
    train net on moons for 12 epochs batch 16 seed 2
    """

  static func run(_ text: String) throws(Diagnostic) -> (Session, [Step]) {
    var session = Session(loader: loader)
    var steps: [Step] = []
    for statement in try Parser.statements(of: text) { steps.append(try session.run(statement)) }
    return (session, steps)
  }
}
