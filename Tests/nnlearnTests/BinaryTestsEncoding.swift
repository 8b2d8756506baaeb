import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: samples reproduced and encoded")
struct BinaryTestsEncoding {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func model(_ data: String, _ options: String...) throws -> String {
    let model = path("m.safetensors")
    let run = try BinaryRun(
      words: ["train", data, "--target", "features", "--epochs", "3", "--quiet", "--save", model]
        + options)
    #expect(run.status == 0 && run.error == "")
    return model
  }

  /// A table of three numbers and a word.
  private func table(last: String = "kind", _ values: (Int) -> String) throws -> String {
    let rows = (0..<40).map { row in
      "\(row % 7),\(Double(row * row % 11) / 2),\(Double(row) / 4),\(values(row))\n"
    }
    return try folder.file("t.csv", "a,b,c,\(last)\n" + rows.joined())
  }

  @Test("the report says what is learned, measures it and draws images beside their reproductions")
  func report() throws {
    let run = try BinaryRun(
      "train", "digits", "--target", "features", "--epochs", "2", "--width", "100")
    #expect(run.status == 0 && run.error == "")
    #expect(run.output.contains("1,797 images 8×8, each sample is its own target; "))
    #expect(run.output.contains("the classes of 'digit' are set aside: pictures are marked with "))
    #expect(
      run.output.contains("model      1×8×8 → dense 32 tanh → dense 2 → dense 32 tanh → dense 64;"))
    #expect(run.output.contains("\nloss       mse\n"))
    let measured = try #require(
      run.output.firstMatch(of: /validation loss [0-9.]+ on the scaled features; ([0-9.]+) %/))
    #expect((Double(measured.1) ?? 0) > 10)
    #expect(run.output.contains(", and reproduced"))
    #expect(!run.output.contains("accuracy") && !run.output.contains("mistake"))
  }

  @Test("a saved model is evaluated and applied as one that reproduces")
  func saved() throws {
    let file = try table { $0 % 3 == 0 ? "x" : "y" }
    let model = try model(file, "--test", "--format", "json")
    let evaluated = try BinaryRun("evaluate", model, file, "--part", "test", "--format", "json")
    let result = try #require(evaluated.json.first)
    #expect(evaluated.status == 0 && result["samples"] as? Int == 6)
    #expect((result["explained"] as? Double).map { $0 <= 1 } == true)
    #expect(result["accuracy"] == nil && result["r2"] == nil)
    let predicted = try BinaryRun("predict", model, file, "--format", "json")
    let first = try #require(predicted.json.first)
    #expect((first["values"] as? [Double])?.count == 3 && first["target"] as? String == "x")
    let text = try BinaryRun("predict", model, file, "--width", "100")
    #expect(text.lines.first?.split(separator: " ") == ["sample", "a", "b", "c", "is"])
    #expect(text.output.contains("\nscore      loss "))
    // Without the classes, which nothing was learned from.
    let bare = try folder.file("bare.csv", "c,b,a\n1,2,3\n4,5,6\n")
    #expect(try BinaryRun("evaluate", model, bare).status == 0)
    #expect(try BinaryRun("encode", model, bare, "--format", "json").json.count == 2)
  }

  @Test(
    "of a table, a last column of numbers is a feature, one of classes is set aside",
    arguments: [
      (["word"], 3), (["number"], 4), (["number", "--as", "classes"], 3),
      (["few", "--as", "numbers"], 4), (["few"], 3),
    ])
  func lastColumn(words: [String], features: Int) throws {
    let file = try table { row in
      switch words[0] {
      case "word": row % 2 == 0 ? "x" : "y"
      case "number": "\(Double(row % 20) + 0.5)"
      default: "\(row % 2)"
      }
    }
    let run = try BinaryRun(
      words: ["train", file, "--target", "features", "--epochs", "1", "--format", "json"]
        + words.dropFirst())
    #expect(run.json.first?["shape"] as? [Int] == [features])
    #expect(run.json.first?["reproduces"] as? Bool == true)
  }

  @Test("a column named features is the target, and a note says so")
  func ownColumn() throws {
    let file = try table(last: "features") { "\(Double($0) / 3)" }
    let run = try BinaryRun(
      "train", file, "--target", "features", "--epochs", "1", "--width", "200")
    #expect(run.output.contains("the target 'features' is a number"))
    #expect(run.output.contains("rename it to have the samples reproduced"))
  }

  @Test("encode writes a line for each sample, the class if it is known, and the picture")
  func encode() throws {
    let model = try model("digits", "--model", "dense 8 relu, dense 2, dense 64")
    let run = try BinaryRun("encode", model, "digits", "--width", "70")
    #expect(run.status == 0 && run.error == "")
    #expect(run.lines[0].split(separator: " ") == ["sample", "z1", "z2", "is"])
    #expect(run.lines[1].hasSuffix("  0") && run.lines[1].split(separator: " ").count == 4)
    #expect(run.output.contains("\nlayer 2, dense 2: 2 numbers for each of 1,797 samples\n"))
    #expect(run.output.contains("\nlayer 2, dense 2, of digits\n"))
    #expect(run.output.contains("0: 178 samples"))
    let json = try BinaryRun("encode", model, "digits", "--format", "json").json
    #expect(json.count == 1_797 && json[1]["target"] as? String == "1")
    let other = try BinaryRun("encode", model, "digits", "--layer", "1", "--format", "json").json
    #expect((other[0]["values"] as? [Double])?.count == 8)
    #expect((other[0]["values"] as? [Double])?.allSatisfy { $0 >= 0 } == true)
    // The second layer is a linear function of the first, W · h + b; its weights are in the file.
    let network = try ModelStore.read(model).model.parameters
    for row in [0, 1_796] {
      let hidden = try #require(other[row]["values"] as? [Double])
      let encoded = try #require(json[row]["values"] as? [Double])
      #expect(encoded.count == 2)
      for (unit, value) in encoded.enumerated() {
        let sum = zip(network[2][unit * 8..<unit * 8 + 8], hidden).reduce(
          Double(network[3][unit])
        ) { $0 + Double($1.0) * $1.1 }
        #expect(abs(value - sum) < 1e-5 * max(1, abs(sum)))
      }
    }
    let third = try BinaryRun("encode", model, "digits", "--layer", "3", "--format", "json").json
    #expect((third[0]["values"] as? [Double])?.count == 64)
  }

  @Test("--output writes a table that train can read, --plot an SVG")
  func files() throws {
    let model = try model("iris", "--model", "dense 2, dense 4")
    let (table, picture) = (path("z.csv"), path("z.svg"))
    let run = try BinaryRun("encode", model, "iris", "--output", table, "--plot", picture)
    #expect(run.status == 0 && run.output.hasSuffix("\nsaved \(table), \(picture)\n"))
    #expect(!run.output.contains("sample "))
    let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 151 && lines[0] == "z1,z2,species" && lines[1].hasSuffix(",setosa"))
    let json = try BinaryRun("encode", model, "iris", "--format", "json").json
    let values = try #require(json[0]["values"] as? [Double])
    let fields = lines[1].split(separator: ",").compactMap { Float($0) }
    #expect(fields == values.map { Float($0) })
    #expect(try BinaryRun("train", table, "--epochs", "1", "--quiet").status == 0)
    let svg = try String(contentsOfFile: picture, encoding: .utf8)
    let marks = svg.matches(of: /<text [^>]* fill="#[0-9a-f]{6}">(.)<\/text>/).map { String($0.1) }
    #expect(marks.count == 150)
    #expect(Set(marks) == ["a", "b", "c"], "two names begin with v")
  }

  @Test(
    "what cannot be done says why",
    arguments: [
      (["--layer", "9"], "--layer 9: the model has 2 layers, dense 2, dense 4"),
      (
        ["--layer", "2", "--plot", "p.svg"],
        "--plot draws two numbers a sample, and layer 2, 'dense 4', has 4"
      ),
      (["--output", "z.txt"], "--output 'z.txt': the name must end in .csv"),
      (["--plot", "z.png"], "--plot 'z.png': the name must end in .svg"),
    ])
  func refused(options: [String], message: String) throws {
    let model = try model("iris", "--model", "dense 2, dense 4")
    let run = try BinaryRun(words: ["encode", model, "iris"] + options)
    #expect(run.status == 64 && run.error.contains(message), "\(run.error)")
  }

  @Test("a file that is read is not overwritten")
  func overwriting() throws {
    let file = try table { "\($0 % 2)" }
    let model = try model(file)
    let run = try BinaryRun("encode", model, file, "--output", file)
    #expect(run.status == 64 && run.error.contains("would overwrite"))
  }

  @Test("the run can be gone through as a lesson, and a step explained")
  func steps() throws {
    let stepped = try BinaryRun(
      words: ["train", "iris", "--target", "features", "--epochs", "1", "--step"],
      input: Data("next 60\nquit\n".utf8))
    #expect(stepped.status == 0)
    #expect(stepped.output.contains("train net on samples to reproduce for 1 epochs"))
    let explained = try BinaryRun("train", "iris", "--target", "features", "--explain", "2")
    #expect(explained.status == 0 && explained.output.contains("L = mse(Y, z4)"))
  }
}
