import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: learning from your own files")
struct BinaryTestsOwnData {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// Images of 4×4 pixels, black in class 0 and white in class 1, with their labels.
  private func images(_ count: Int, name: String) throws -> String {
    var pixels: [UInt8] = []
    for image in 0..<count {
      for pixel in 0..<16 { pixels.append(UInt8(image % 2 * 200 + (pixel + image) % 40)) }
    }
    _ = try folder.file(
      "\(name)-labels-idx1-ubyte", idxFile([count], (0..<count).map { UInt8($0 % 2) }))
    return try folder.file("\(name)-images-idx3-ubyte", idxFile([count, 4, 4], pixels))
  }

  @Test("IDX images with names for their classes, trained, saved, evaluated and predicted")
  func idx() throws {
    let data = try images(60, name: "t")
    let names = try folder.file("names.csv", "0,night\n1,day\n")
    let trained = try BinaryRun(
      "train", data, "--classes", names, "--epochs", "20", "--batch", "8", "--save",
      path("m.safetensors"))
    #expect(trained.status == 0 && trained.error == "")
    #expect(trained.output.contains("60 images 4×4, 2 classes; 42 to train, 9 to\n"))
    #expect(trained.output.contains("accuracy 100.0 %: 9 of 9 right"))
    let measured = try BinaryRun(
      "evaluate", path("m.safetensors"), data, "--classes", names, "--format", "json")
    #expect(measured.json[0]["accuracy"] as? Double == 1)
    let predicted = try BinaryRun(
      "predict", path("m.safetensors"), data, "--classes", names, "--format", "json")
    #expect(predicted.json.map { $0["class"] as? String }.prefix(2) == ["night", "day"])
    #expect(
      try BinaryRun("predict", path("m.safetensors"), data)
        == BinaryRun(
          error: "Error: \(data): there is no class '0' among 'night', 'day'\n", status: 65))
  }

  @Test("images that do not fit the model are refused by naming both shapes")
  func otherShape() throws {
    let data = try images(12, name: "t")
    let model = path("m.safetensors")
    #expect(try BinaryRun("train", data, "--epochs", "1", "--quiet", "--save", model).status == 0)
    let wide = try folder.file(
      "w-images-idx3-ubyte", idxFile([1, 5, 5], [UInt8](repeating: 0, count: 25)))
    let run = try BinaryRun("predict", model, wide)
    #expect(run.status == 65 && run.output == "")
    #expect(run.error.contains("[1, 4, 4]") && run.error.contains("[1, 5, 5]"))
  }

  @Test("a table of numbers: the target may be missing, and a score follows if it is not")
  func regression() throws {
    let rows = (0..<40).map { "\($0),\($0 % 7),\(3 * $0 - 2 * ($0 % 7))" }
    let data = try folder.file("t.csv", (["a,b,c"] + rows).joined(separator: "\n") + "\n")
    let model = path("m.safetensors")
    let trained = try BinaryRun(
      "train", data, "--model", "dense 1", "--rate", "0.05", "--epochs", "200", "--quiet", "--save",
      model)
    #expect(trained.status == 0)
    let run = try BinaryRun("predict", model, "-", "--format", "json", input: "b,a\n2,10\n")
    #expect(abs(((run.json[0]["values"] as? [Double])?[0] ?? 0) - 26) < 0.2)
    let scored = try BinaryRun("predict", model, "-", input: "b,a,c\n2,10,26\n3,4,6\n")
    #expect(scored.status == 0 && scored.output.contains("MAE"))
  }

  @Test(
    "data that lack what the model needs",
    arguments: [
      ("a,c\n1,2\n", "standard input: the data have no feature 'b'"),
      (
        "a,b\n1,x\n",
        "standard input: row 2, column 'b': 'x' is not a number, and the model takes numbers there; correct it, or empty the field if it is missing"
      ),
    ])
  func lacking(_ table: String, _ message: String) throws {
    let data = try folder.file(
      "t.csv", "a,b,c\n" + (0..<20).map { "\($0),\($0 % 3),\($0)\n" }.joined())
    let model = path("m.safetensors")
    #expect(
      try BinaryRun("train", data, "--epochs", "1", "--quiet", "--as", "numbers", "--save", model)
        .status == 0)
    #expect(
      try BinaryRun("predict", model, "-", input: table)
        == BinaryRun(error: "Error: \(message)\n", status: 65))
  }
}
