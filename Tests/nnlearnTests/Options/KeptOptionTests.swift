import Foundation
import Learning
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("Every option of train, in a checkpoint")
struct KeptOptionTests {
  /// Arguments that give each option a value other than its default, by its name. The test writes the files; data other than
  /// the usual ones come first.
  private static let examples: [String: [String]] = [
    "<data>": ["other.csv"], "--target": ["--target", "x", "--as", "numbers"],
    "--features": ["--features", "z"], "--ignore": ["--ignore", "z"],
    "--categories": ["--categories", "z"], "--missing": ["--missing", "drop"],
    "--shape": ["--shape", "1x2"], "--separator": ["--separator", "comma"],
    "--decimal": ["--decimal", "point"], "--as": ["--as", "numbers"],
    "--classes": ["--classes", "names.csv"],
    "--encoding": ["--encoding", "latin-1"], "--no-header": ["bare.csv", "--no-header"],
    "--size": ["shapes", "--size", "9x6"],
    "--scaling": ["--scaling", "min-max"], "--split": ["--split", "60/20/20"],
    "--model": ["--model", "dense 4 relu, dense 3 softmax"],
    "--loss": ["--as", "numbers", "--loss", "mae"],
    "--class-weights": ["--class-weights", "2 = 3"],
    "--optimizer": ["--optimizer", "sgd(rate = 0.1, momentum = 0.5)"], "--rate": ["--rate", "0.5"],
    "--schedule": ["--schedule", "cosine(steps = 9)"], "--epochs": ["--epochs", "7"],
    "--until-change": ["--until-change", "0.01"], "--patience": ["--patience", "3"],
    "--keep": ["--keep", "last"], "--batch": ["--batch", "5"], "--seed": ["--seed", "9"],
    "--split-seed": ["--split-seed", "4"], "--folds": ["--folds", "3"],
    "--from": ["--from", "base.safetensors"], "--no-shuffle": ["--no-shuffle"],
    "--initializer": ["--initializer", "zeros"], "--l2": ["--l2", "0.01"],
    "--clip": ["--clip", "0.5"], "--threads": ["--threads", "2"], "--save": ["--save", "m"],
    "--checkpoint-every": ["--save", "m", "--checkpoint-every", "7"],
    "--resume": ["--resume", "m"], "--history": ["--history", "h.csv"],
    "--plot": ["--plot", "p.svg"], "--test": ["--test"], "--explain": ["--explain", "3"],
    "--step": ["--step"], "--quiet": ["--quiet"],
  ]

  private static let own = TrainOptions.declared.parameters.filter { parameter in
    !(ShowOptions.declared.parameters + WorkingOptions.declared.parameters).contains {
      $0.name == parameter.name
    }
  }

  /// A run after some steps: its checkpoint, and the trainer that continues.
  private struct Run {
    let bytes: [UInt8]
    let trainer: Trainer<Float>

    init(_ request: TrainRequest, from state: TrainingState<Float>? = nil, steps: Int) throws {
      trainer = try Trainer(request.ingredients, from: state, workers: .one)
      for _ in 0..<steps { _ = try trainer.step() }
      bytes = Checkpoint.bytes(trainer.ingredients, trainer.state, request)
    }
  }

  @Test("each option declares how it is kept, and no two share an entry")
  func declared() {
    #expect(Self.own.allSatisfy { $0.keeping != nil })
    #expect(Set(Self.own.map(\.name)) == Set(Self.examples.keys))
    let entries = Self.own.compactMap { $0.keeping?.entry }
    #expect(Set(entries).count == entries.count)
  }

  @Test(
    "a value other than the default is kept by a checkpoint, and rejected if only the file decides",
    arguments: own.map(\.name))
  func kept(name: String) throws {
    let parameter = try #require(Self.own.first { $0.name == name })
    let words = try #require(Self.examples[name])
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { "\(Double($0) / 7),\($0 % 7),\($0 % 3)\n" }.joined()
    let usual = try folder.file("t.csv", "x,z,y\n" + rows)
    _ = try folder.file("other.csv", "x,z,y\n1,2,1\n" + rows)
    _ = try folder.file("bare.csv", rows)
    _ = try folder.file("names.csv", "0,nought\n1,one\n2,two\n")
    let here = words.map {
      $0.hasSuffix(".csv") || $0.hasSuffix(".safetensors")
        ? folder.url.appendingPathComponent($0).path : $0
    }
    let plain = try Run(TrainRequest(call([usual])), steps: 3)
    let base = TrainedModel(plain.trainer.ingredients, parameters: plain.trainer.state.parameters)
    _ = try folder.file("base.safetensors", Data(base.file().bytes))
    let request = try TrainRequest(call(here[0].hasPrefix("-") ? [usual] + here : here))
    let run = try Run(request, steps: 3)
    if parameter.keeping == .nothing {
      #expect(run.bytes == plain.bytes, "what changes a run has to be kept")
      return
    }
    #expect(run.bytes != plain.bytes)
    let path = try folder.file("c.safetensors", Data(run.bytes))
    let resumed = try Checkpoint.read(path, for: call(["--resume", path]))
    let again = try Run(resumed.request, from: resumed.state, steps: 0)
    #expect(again.bytes == run.bytes)
    for _ in 0..<9 { #expect(try again.trainer.step() == run.trainer.step()) }
    if case .ingredient = parameter.keeping {
      let own = parameter.isPositional ? here[...] : here.drop { !$0.hasPrefix("-") }
      let both = try call(["--resume", path] + own)
      #expect(throws: Diagnostic.self) { try Checkpoint.read(path, for: both) }
    }
  }

  private func call(_ words: [String]) throws -> ParsedArguments {
    try DeclaredOption.arguments(["train"] + words)
  }
}
