import Learning
import Testing
import Text

@testable import LessonLanguage

@Suite("loss … with class weights")
struct ClassWeightStatementTests {
  private func program(_ loss: String) -> String {
    Moons.program.split(separator: "\n").map {
      $0.hasPrefix("train") ? "\(loss)\n\($0)" : String($0)
    }.joined(separator: "\n")
  }

  private func training(_ loss: String) throws -> Training {
    let (_, steps) = try Moons.run(program(loss))
    for step in steps {
      if case .training(let training) = step.outcome { return training }
    }
    throw Diagnostic("no training")
  }

  @Test("weighs the loss of the run")
  func weighs() throws {
    let plain = try training("loss cross_entropy")
    let equal = try training("loss cross_entropy with class weights balanced")
    let own = try training("loss cross_entropy with class weights upper = 3, \"lower\" = 1 / 2")
    #expect(plain.weighedClasses.isEmpty)
    #expect(own.weighedClasses == [.init("upper", 3), .init("lower", 0.5)])
    let losses = [plain, equal, own].map { $0.epochs.last?.training.loss ?? 0 }
    #expect(abs(losses[2] - losses[0]) > 1e-3)
    #expect(equal.weighedClasses.allSatisfy { abs($0.weight - 1) < 0.1 })
    // Another loss statement weighs nothing.
    let after = try training("loss cross_entropy with class weights balanced\nloss cross_entropy")
    #expect(after.weighedClasses.isEmpty)
  }

  @Test(
    "errors are placed",
    arguments: [
      (
        "loss cross_entropy with weights",
        "expected 'class' and 'weights', as in: loss cross_entropy with class weights balanced, found 'weights'"
      ),
      (
        "loss cross_entropy with class weights",
        "expected \"text\" of a class, 'balanced', or the name of a class, found the end of the line"
      ),
      (
        "loss cross_entropy with class weights upper = 0",
        "the weight of 'upper' is a number above 0, not 0"
      ),
      (
        "loss cross_entropy with class weights rosa = 2",
        "there is no class 'rosa' among 'upper', 'lower'"
      ),
    ])
  func errors(loss: String, message: String) {
    let error = #expect(throws: Diagnostic.self) { try Moons.run(program(loss)) }
    #expect(error?.message == message)
  }
}
