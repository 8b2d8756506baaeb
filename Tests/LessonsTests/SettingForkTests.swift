import Learning
import LessonLanguage
import Testing
import Text

@testable import Lessons

@Suite("What-ifs on the settings of a training")
struct SettingForkTests {
  private static let loader = DataLoader { (request) throws(Diagnostic) in
    Generated.moons(count: 60, seed: request.seed)
  }

  private static let lesson = """
    # Training

    ```nn
    data moons = load "moons" split 70/15/15 seed 3
    model net = dense 4 tanh, dense 2 softmax
    optimizer adam(rate = 0.01)
    train net on moons for 2 epochs batch 16 seed 1
    train_loss
    ```
    """

  private func reader(at step: Int) throws -> Reader {
    var reader = Reader(Self.lesson, loader: Self.loader)
    try reader.tell("goto \(step)")
    return reader
  }

  /// The loss of the same lesson with other words.
  private func loss(replacing old: String, with new: String) throws -> Double {
    var reader = Reader(Self.lesson.replacing(old, with: new), loader: Self.loader)
    try reader.tell("goto 5")
    return try reader.value("train_loss")
  }

  @Test(
    "set reaches the optimizer and the clauses of train, as if they had been written so",
    arguments: [
      ("set rate = 0.2", "rate = 0.01", "rate = 0.2"), ("rate = 0.2", "rate = 0.01", "rate = 0.2"),
      ("set epochs = 3", "2 epochs", "3 epochs"), ("set batch = 8", "batch 16", "batch 8"),
      ("set seed = 4", "for 2 epochs batch 16 seed 1", "for 2 epochs batch 16 seed 4"),
    ])
  func settings(typed: String, old: String, new: String) throws {
    var reader = try reader(at: 5)
    let before = try reader.value("train_loss")
    try reader.tell(typed)
    #expect(reader.message == nil && reader.stepper.forkChanges.count == 1)
    let after = try reader.value("train_loss")
    #expect(after != before)
    #expect(try after == loss(replacing: old, with: new))
    try reader.tell("drop")
    #expect(try reader.value("train_loss") == before)
  }

  @Test("several settings add up, and a positional one has its name")
  func several() throws {
    var reader = Reader(
      Self.lesson.replacing("adam(rate = 0.01)", with: "momentum(0.01, 0.5)"), loader: Self.loader)
    try reader.tell(["goto 5", "set momentum = 0.8", "set epochs = 1"])
    #expect(reader.message == nil)
    #expect(
      reader.stepper.course.statement(at: 3)?.source == "optimizer momentum(0.01, 0.8)")
    #expect(
      reader.stepper.course.statement(at: 4)?.source
        == "train net on moons for 1 epochs batch 16 seed 1")
  }

  @Test("they are listed once they have been reached, each as it was written last")
  func listed() throws {
    var reader = try reader(at: 3)
    #expect(reader.stepper.alterable().map { $0.name } == ["rate"])
    try reader.tell("goto 4")
    var settings = reader.stepper.alterable().suffix(4)
    #expect(settings.map { $0.name } == ["rate", "epochs", "batch", "seed"])
    #expect(settings.map { $0.value.number } == [0.01, 2, 16, 1])
    try reader.tell("set rate = 0.5")
    settings = reader.stepper.alterable().suffix(4)
    #expect(settings.first?.value.number == 0.5)
  }

  @Test("a value of the same name comes first, and a setting that is not written cannot be set")
  func names() throws {
    var reader = Reader(
      Self.lesson.replacing(
        "optimizer adam(rate = 0.01)", with: "rate = 0.02\noptimizer adam(rate = rate)"),
      loader: Self.loader)
    try reader.tell(["goto 6", "set rate = 0.3"])
    #expect(reader.stepper.course.statement(at: 3)?.source == "rate = 0.3")
    try reader.tell("set beta1 = 0.5")
    #expect(reader.message?.hasPrefix("'beta1' has no value here") == true)
    try reader.tell("set net.0.weight = 0.5")
    #expect(
      reader.message == "'net.0.weight' is learned: set what the training of 'net' starts from")
  }

  @Test("a value that the statement rejects makes no fork")
  func rejected() throws {
    var reader = try reader(at: 5)
    try reader.tell("set batch = 0")
    #expect(reader.message != nil && reader.stepper.forkChanges.isEmpty)
    try reader.tell("set epochs = 1.5")
    #expect(reader.message?.contains("whole number") == true)
    #expect(reader.stepper.forkChanges.isEmpty)
  }

  @Test("inside a loop, the last of each name is meant")
  func loops() throws {
    var reader = Reader(
      Self.lesson.replacing(
        "train net on moons for 2 epochs batch 16 seed 1",
        with: "repeat 2 { train net on moons for 1 epochs batch 16 seed 1 }"),
      loader: Self.loader)
    try reader.tell(["goto 5", "set batch = 8"])
    #expect(reader.message == nil && reader.stepper.forkChanges.count == 1)
    #expect(
      try reader.value("train_loss")
        == loss(replacing: "2 epochs batch 16", with: "1 epochs batch 8"))
  }
}

@Suite("Choosing a level of detail")
struct DetailCommandTests {
  @Test("the command takes one of three words, and shows the step again")
  func command() throws {
    var reader = Reader("# T\n\n```nn\na = 1 + 2\n```\n")
    try reader.tell(["next", "detail full"])
    guard case .detail(let level, let shown)? = reader.responses.first else {
      Issue.record("no response")
      return
    }
    #expect(level == .full && shown?.position.stop == 1)
    try reader.tell("detail")
    #expect(reader.message == "'detail' takes brief, normal or full")
    try reader.tell("detail most")
    #expect(reader.message == "'detail' takes brief, normal or full, not 'most'")
  }
}
