import Foundation
import Learning
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("The built program: descriptions of data")
struct DescribeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func describe(_ words: String...) throws -> BinaryRun {
    try BinaryRun(words: ["describe"] + words)
  }

  @Test("without a name the data sets are listed")
  func list() throws {
    let run = try describe("--width", "100")
    #expect(run.status == 0 && run.error == "")
    let rows = run.lines.prefix { !$0.isEmpty }
    #expect(
      rows.map { $0.split(separator: " ").first.map { String($0) } }
        == BuiltInData.all.entries.map(\.name))
    #expect(rows[1].hasPrefix("iris     150 flowers of three species"))
    #expect(
      run.output.hasSuffix(
        """

        Describe one:         nnlearn describe iris
        Learn from it:        nnlearn train iris

        """))
  }

  @Test("iris, by its name")
  func iris() throws {
    let run = try describe("iris")
    #expect(run.status == 0 && run.error == "")
    #expect(run.lines[0] == "iris")
    #expect(run.lines.contains("150 samples of 4 features; 'species' names 3 classes."))
    #expect(run.lines.contains("sepal_length    4.3       7.9  5.8433     0.8253  0.619"))
    #expect(run.lines.contains("virginica      1.35     3.96        1.49"))
  }

  @Test("as JSON it is one object on one line, with the numbers that NumPy finds")
  func json() throws {
    let run = try describe("iris", "--format", "json")
    #expect(run.status == 0 && run.lines.count == 2)
    let object = try #require(run.json.first)
    #expect(object["samples"] as? Int == 150)
    #expect(object["shape"] as? [Int] == [4])
    #expect(object["target"] as? String == "species")
    #expect(object["decision"] is NSNull && object["white"] is NSNull)
    let features = try #require(object["features"] as? [[String: Any]])
    let means = features.compactMap { $0["mean"] as? Double }
    #expect(means.map { ($0 * 1000).rounded() / 1000 } == [5.843, 3.057, 3.758, 1.199])
    #expect(features.allSatisfy { $0["constant"] as? Bool == false })
    let distances = try #require(object["distances"] as? [[String: Any]])
    let expected = [1.4942983505449423, 2.8485489267988733, 3.957338814652125]
    for (pair, distance) in zip(distances, expected) {
      #expect(abs((pair["distance"] as? Double ?? 0) - distance) < 1e-12)
    }
    #expect(distances.map { $0["first"] as? String } == ["versicolor", "setosa", "setosa"])
    #expect(abs((distances[0]["spread"] as? Double ?? 0) - 1.090275678188894) < 1e-12)
    let classes = try #require(object["classes"] as? [[String: Any]])
    #expect(classes.map { $0["count"] as? Int } == [50, 50, 50])
    #expect(abs((classes[1]["variance"] as? Double ?? 0) - 1.0310146348920715) < 1e-12)
    let duplicates = try #require(object["duplicates"] as? [[String: Any]])
    #expect(duplicates.map { $0["sample"] as? Int } == [143])
    #expect(duplicates.map { $0["equals"] as? Int } == [102])
    #expect(duplicates.map { $0["conflict"] as? Bool } == [false])
  }

  @Test("a table from standard input, and the interpretation of its target")
  func standardInput() throws {
    let run = try BinaryRun("describe", "-", input: "a,b,c\n1,2,x\n3,4,y\n")
    #expect(
      run.lines.prefix(4) == [
        "standard input", "a file of yours", "",
        "2 samples of 2 features; 'c' names 2 classes: 'x' is not a number.",
      ])
  }

  @Test("another target column, and numbers read as classes")
  func target() throws {
    let path = try folder.file("t.csv", "a,b,c\n1.5,2,4\n3,4,5\n")
    let first = try describe(path, "--target", "a")
    #expect(
      first.lines.contains(
        "2 samples of 2 features; the target 'a' is a number: '1.5' is not whole."))
    let classes = try describe(path, "--as", "classes")
    #expect(classes.lines.contains("2 samples of 2 features; 'c' names 2 classes: as asked."))
  }

  @Test("a column that gives the target away is named once, and by train, too")
  func leak() throws {
    let rows = (0..<24).map { "\($0 % 2 == 0 ? "no" : "yes"),\($0 % 7),\($0 % 2)\n" }.joined()
    let path = try folder.file("t.csv", "alive,x,k\n" + rows)
    let run = try describe(path, "--width", "240")
    #expect(
      run.lines.filter { $0.contains("alone") } == [
        "- 'alive' alone tells the target almost perfectly. If it was written from the target, or is known only with it, "
          + "leave it out, as with --ignore."
      ])
    let trained = try BinaryRun("train", path, "--epochs", "1", "--width", "240")
    #expect(trained.output.contains("'alive' alone tells all classes apart"))
  }

  @Test("classes are named by a file")
  func classNames() throws {
    let path = try folder.file("t.csv", "a,c\n1,0\n2,1\n3,0\n4,1\n")
    let names = try folder.file("names.csv", "0,shirt\n1,shoe\n")
    let run = try describe(path, "--classes", names)
    #expect(run.status == 0)
    #expect(run.lines.contains { $0.hasPrefix("shirt      2  50.0 %  ") })
  }

  @Test("a table of one class is shown all the same")
  func oneClass() throws {
    let run = try describe(folder.file("one.csv", "a,c\n1,x\n2,x\n"))
    #expect(run.status == 0 && run.error == "")
    #expect(run.lines.contains("2 samples of 1 feature; 'c' names 1 class: 'x' is not a number."))
    #expect(
      run.lines.contains("All samples are of one class: there is nothing to tell apart."))
  }

  @Test("the seed affects a generated data set, but not iris")
  func seed() throws {
    #expect(try describe("blobs") == describe("blobs", "--seed", "0"))
    #expect(try describe("blobs") != describe("blobs", "--seed", "1"))
    #expect(try describe("iris") == describe("iris", "--seed", "1"))
  }

  @Test("MNIST's pair of files, with pictures of half the size")
  func idx() throws {
    let pixels = [UInt8](repeating: 255, count: 28 * 28) + [UInt8](repeating: 0, count: 28 * 28)
    let path = try folder.file("t-images-idx3-ubyte", idxFile([2, 28, 28], pixels))
    _ = try folder.file("t-labels-idx1-ubyte", idxFile([2], [7, 3]))
    let run = try describe(path, "--width", "60")
    #expect(run.status == 0 && run.error == "")
    #expect(run.lines.contains("2 images of 28×28 pixels; 'label' names 2 classes."))
    let white = String(repeating: "█", count: 28)
    #expect(run.lines.filter { $0 == String(repeating: " ", count: 30) + white }.count == 14)
    #expect(run.lines.contains("3" + String(repeating: " ", count: 29) + "7"))
  }
}

@Suite("The built program: data that cannot be described")
struct DescribeFailureTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a name that is none, with the nearest or all of them")
  func unknownName() throws {
    #expect(
      try BinaryRun("describe", "irs")
        == BinaryRun(
          error: "Error: There is no data set 'irs'. Did you mean 'iris'?\n", status: 66))
    #expect(
      try BinaryRun("describe", "zzzzzz")
        == BinaryRun(
          error: "Error: There is no data set 'zzzzzz': there are digits, iris, xor, circles, "
            + "moons, spirals, blobs, line, homes, shapes, and the path of a file\n", status: 66))
    #expect(
      try BinaryRun("describe", "nowhere/a.csv")
        == BinaryRun(error: "Error: There is no file 'nowhere/a.csv'\n", status: 66))
  }

  @Test(
    "a table that is none",
    arguments: [
      ("", [], "the file is empty"),
      ("a,b,c\n", [], "the file has a header and no rows"),
      (
        "a,species\n1,x\n", ["--target", "speces"],
        "there is no column 'speces'; did you mean 'species'?"
      ),
      (
        "a,species\n1,x\n", ["--target", "zzz"],
        "there is no column 'zzz'; there are 'a', 'species'"
      ),
      ("a,species\n1,x\n", ["--as", "numbers"], "row 2, column 'species': 'x' is not a number"),
      ("\u{7F}ELF\u{2}\0\n1\n", [], "the file is binary, not text: byte 6 is 0"),
    ])
  func table(text: String, options: [String], message: String) throws {
    let path = try folder.file("t.csv", text)
    #expect(
      try BinaryRun(words: ["describe", path] + options)
        == BinaryRun(error: "Error: \(path): \(message)\n", status: 65))
  }

  @Test("more labels than images")
  func labels() throws {
    let path = try folder.file("t-images-idx3-ubyte", idxFile([2, 1, 1], [1, 2]))
    _ = try folder.file("t-labels-idx1-ubyte", idxFile([3], [0, 1, 2]))
    #expect(
      try BinaryRun("describe", path)
        == BinaryRun(
          error: "Error: \(path): there are more labels than images: 3 labels, 2 images\n",
          status: 65))
  }

  @Test("a folder without images")
  func noImages() throws {
    _ = try folder.file("notes.txt", "x")
    let path = folder.url.path
    #expect(
      try BinaryRun("describe", path)
        == BinaryRun(
          error: "Error: \(path): there are no PNG, PGM or PPM images in the folder\n", status: 65))
  }

  @Test("an option that says how to read data, without data")
  func optionAlone() throws {
    #expect(
      try BinaryRun("describe", "--target", "x")
        == BinaryRun(
          error: "Error: --target x takes a data set: nnlearn describe mine.csv --target x\n",
          status: 64))
  }
}

@Suite("The built program: data that brings its own targets")
struct OwnTargetsTests {
  @Test(
    "has no column to choose",
    arguments: [
      ("--target", "sepal_width"), ("--as", "numbers"), ("--ignore", "sepal_width"),
      ("--features", "sepal_width"), ("--missing", "drop"), ("--shape", "2x2"),
      ("--separator", "tab"), ("--decimal", "comma"), ("--categories", "sepal_width"),
    ])
  func columns(_ option: String, _ value: String) throws {
    for command in ["describe", "train"] {
      let run = try BinaryRun(command, "iris", option, value)
      #expect(
        run
          == BinaryRun(
            error:
              "Error: \(option) is for a CSV file; 'iris' is built in and brings its own targets\n",
            status: 64))
    }
  }
}

@Suite("The built program: the list of data sets")
struct DataListTests {
  @Test("is one JSON object per line on request")
  func json() throws {
    let run = try BinaryRun("describe", "--format", "json")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 2 && run.status == 0)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      #expect(object?.keys.sorted() == ["name", "summary"])
    }
  }
}

/// The bytes of an IDX file of bytes.
func idxFile(_ sizes: [Int], _ elements: [UInt8]) -> Data {
  var bytes: [UInt8] = [0, 0, 8, UInt8(sizes.count)]
  for size in sizes { bytes += [0, 0, UInt8(size >> 8), UInt8(size & 0xFF)] }
  return Data(bytes + elements)
}
