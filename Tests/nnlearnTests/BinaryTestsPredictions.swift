import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: predictions as a file")
struct BinaryTestsPredictions {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func model(_ words: String...) throws -> String {
    let run = try BinaryRun(
      words: ["train"] + words + ["--epochs", "5", "-q", "--save", path("m.safetensors")])
    #expect(run.status == 0)
    return path("m.safetensors")
  }

  @Test("a table that is too wide shows the two most likely classes, --all every one")
  func width() throws {
    let model = try model("digits")
    let run = try BinaryRun("predict", model, "digits", "--width", "80")
    #expect(run.lines.allSatisfy { $0.count <= 80 })
    #expect(run.lines[0].split(separator: " ") == ["sample", "class", "p", "next", "p", "is"])
    #expect(run.output.contains("\n… 8 probabilities not shown; --all\n"))
    let shown = try BinaryRun("predict", model, "digits", "--format", "json").json
    for (line, object) in zip(run.lines.dropFirst(), shown) {
      let cells = line.split(separator: " ")
      let p = try #require(object["probabilities"] as? [Double])
      let order = p.indices.sorted { p[$0] > p[$1] }
      #expect(cells[1] == "\(order[0])" && cells[4] == "\(order[1])")
      #expect(abs((Double(cells[2]) ?? 200) / 100 - p[order[0]]) < 0.0006)
      #expect(abs((Double(cells[5]) ?? 200) / 100 - p[order[1]]) < 0.0006)
    }
    let all = try BinaryRun("predict", model, "digits", "--width", "80", "--all")
    #expect(all.lines[0].split(separator: " ").count == 13)
    #expect(!all.output.contains("not shown"))
    let codes = try BinaryRun("encode", model, "digits", "--layer", "1", "--width", "80")
    #expect(codes.lines.allSatisfy { $0.count <= 80 })
    #expect(codes.lines[0].split(separator: " ") == ["sample", "z1", "z2", "z3", "z4", "z5", "is"])
    #expect(codes.output.contains("columns not shown; --all\n"))
  }

  @Test("row numbers, classes and probabilities, as predict shows them")
  func classes() throws {
    let model = try model("iris")
    let run = try BinaryRun("predict", model, "iris", "--output", path("p.csv"))
    #expect(run.output.hasPrefix("score      loss "))
    #expect(run.output.hasSuffix("\nsaved 150 predictions as \(path("p.csv"))\n"))
    let lines = try folder.text("p.csv").split(separator: "\n")
    #expect(lines.count == 151)
    #expect(lines[0] == "row,species,p(setosa),p(versicolor),p(virginica)")
    let shown = try BinaryRun("predict", model, "iris", "--format", "json").json
    for (line, object) in zip(lines.dropFirst(), shown) {
      let cells = line.split(separator: ",").map(String.init)
      #expect(cells[0] == "\(object["row"] as? Int ?? 0)" && cells[1] == object["class"] as? String)
      let probabilities = try #require(object["probabilities"] as? [Double])
      #expect(cells.count == 2 + probabilities.count)
      for (cell, p) in zip(cells[2...], probabilities) {
        #expect(abs((Double(cell) ?? 2) - p) < 1e-15)
      }
    }
    let json = try BinaryRun(
      "predict", model, "iris", "--output", path("q.csv"), "--format", "json")
    #expect(
      json.output == "{\"event\":\"predictions\",\"file\":\"\(path("q.csv"))\",\"samples\":150}\n")
  }

  @Test("a column that identifies the rows, quoted as RFC 4180 asks")
  func ids() throws {
    let data = try folder.file(
      "t.csv",
      "id,x,y\n"
        + (0..<40).map {
          "\"n \($0), \"\"\($0 % 2)\"\"\",\($0),\($0 % 2 == 0 ? "a,b" : "\"a,b\"")\n"
        }
        .joined().replacing(",a,b\n", with: ",even\n"))
    let table = try folder.file(
      "learn.csv", "x,y\n" + (0..<40).map { "\($0),\($0 % 2 == 0 ? "even" : "\"a,b\"")\n" }.joined()
    )
    let model = try model(table)
    let run = try BinaryRun("predict", model, data, "--output", path("p.csv"), "--id", "id")
    #expect(run.status == 0 && run.error == "")
    let lines = try folder.text("p.csv").split(separator: "\n")
    #expect(lines[0] == "id,y,\"p(a,b)\",p(even)")
    #expect(
      lines[1].hasPrefix("\"n 0, \"\"0\"\"\",") && lines[40].hasPrefix("\"n 39, \"\"1\"\"\","))
    let unknown = try BinaryRun("predict", model, data, "--output", path("p.csv"), "--id", "ib")
    #expect(unknown.error == "Error: \(data): there is no column 'ib'; did you mean 'id'?\n")
  }

  @Test("numbers under the name of their column")
  func numbers() throws {
    let run = try BinaryRun(
      "predict", try model("line"), "line", "--output", path("p.csv"))
    #expect(run.status == 0)
    let lines = try folder.text("p.csv").split(separator: "\n")
    #expect(lines[0] == "row,y" && lines[1].hasPrefix("1,") && Double(lines[1].dropFirst(2)) != nil)
  }

  @Test("reproduced features under their names")
  func reproductions() throws {
    let run = try BinaryRun(
      "predict", try model("iris", "--target", "features"), "iris", "--output", path("p.csv"))
    #expect(run.status == 0)
    let lines = try folder.text("p.csv").split(separator: "\n")
    #expect(lines[0] == "row,sepal_length,sepal_width,petal_length,petal_width")
    #expect(lines[1].split(separator: ",").count == 5)
  }

  @Test("images by their files")
  func images() throws {
    let pictures = folder.url.appendingPathComponent("p")
    for (name, value) in [("a", "0"), ("b", "9")] {
      let own = pictures.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      for number in 1...5 {
        try Data("P2 2 2 9 \(value) \(value) \(number) 0".utf8).write(
          to: own.appendingPathComponent("\(number).pgm"))
      }
    }
    let model = try model(pictures.path, "--split", "100/0/0")
    #expect(
      try BinaryRun("predict", model, pictures.path, "--output", path("p.csv")).status == 0)
    let lines = try folder.text("p.csv").split(separator: "\n")
    #expect(lines[0].hasPrefix("file,") && lines[1].contains("1.pgm") && lines.count == 11)
  }

  @Test("what cannot be written is refused, and nothing is lost")
  func refusals() throws {
    let model = try model("iris")
    func error(_ words: String...) throws -> String {
      let run = try BinaryRun(words: ["predict", model] + words)
      #expect(run.status == 64)
      return run.error
    }
    #expect(
      try error("iris", "--output", "p.txt")
        == "Error: --output 'p.txt': the name must end in .csv\n")
    #expect(
      try error("iris", "--id", "x")
        == "Error: --id names the rows of --output: add --output predictions.csv\n")
    #expect(
      try error("iris", "--id", "x", "--output", path("p.csv"))
        == "Error: --id is for a CSV file; 'iris' is built in and brings its own targets\n")
    let data = try folder.file(
      "d.csv", "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n")
    #expect(
      try error(data, "--output", data)
        == "Error: '\(data)' would overwrite '\(data)', which is read\n")
    #expect(try folder.text("d.csv").contains("5.1"))
  }
}
