import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: tables, folders and splits")
struct BinaryTestsTables {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// Sixty flowers of two kinds: the rows of a table without its header.
  private static let rows = (0..<60).map { row in
    row % 2 == 0 ? "\(row % 7).5,1.25,setosa" : "\(row % 5).5,9.75,virginica"
  }

  private func table(_ name: String) throws -> String {
    try folder.file(name, "length,width,kind\n" + Self.rows.joined(separator: "\n") + "\n")
  }

  private func model(_ data: String, _ options: String...) throws -> String {
    let run = try BinaryRun(
      words: ["train", data, "--epochs", "20", "--quiet", "--save", path("m.safetensors")] + options
    )
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    return path("m.safetensors")
  }

  @Test("all of xor is for training, and so is any table on request")
  func allToTrain() throws {
    let xor = try BinaryRun("train", "xor", "--epochs", "2")
    #expect(xor.status == 0 && xor.output.contains("2 classes; 4 to train\n"))
    let own = try folder.file("four.csv", "a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    let few = try BinaryRun("train", own)
    #expect(
      few
        == BinaryRun(
          error:
            "Error: four: the test part would be empty: 4 samples are too few for the split 70/15/15; the split 100/0/0 "
            + "trains on all of them\n", status: 65))
    #expect(try BinaryRun("train", own, "--split", "100/0/0", "--epochs", "2").status == 0)
    let lesson = try folder.file(
      "l.nn",
      """
      data four = load "four.csv" split 100/0/0
      data iris = load "iris" split 85/15/0
      data xor = load "xor"
      model net = dense 4 tanh, dense 2 softmax
      train net on four for 2 epochs
      train net on xor for 2 epochs

      """)
    let run = try BinaryRun("run", lesson)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.contains("4 to train\n"))
    #expect(
      try BinaryRun("train", "iris", "--split", "70/x/15")
        == BinaryRun(
          error:
            "Error: --split '70/x/15': the parts of a split are numbers, 0 or more, and 'x' is not one\n",
          status: 64))
  }

  @Test("a model file keeps the split as it was written", arguments: ["80/20", "85/15/0"])
  func keptSplit(ratio: String) throws {
    let model = try model(try table("t.csv"), "--split", ratio)
    let start = try Data(contentsOf: URL(fileURLWithPath: model)).prefix(4_000)
    #expect(String(decoding: start, as: UTF8.self).contains("\"split\":\"\(ratio)\""))
  }

  @Test("a table is decided by its content, and a file comes before a built-in name")
  func content() throws {
    let data = try table("my_idx_data")
    #expect(try BinaryRun("train", data, "--epochs", "1", "--quiet").status == 0)
    _ = try table("iris")
    let process = Process()
    process.executableURL = Binary.url
    process.currentDirectoryURL = folder.url
    process.arguments = ["describe", "iris", "--format", "json"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output.contains("\"samples\":60"))
    #expect(output.contains("this is the file 'iris', not the built-in data"))
    let archive = try folder.file("t.csv", Data([0x50, 0x4B, 0x03, 0x04, 0, 0]))
    #expect(
      try BinaryRun("train", archive).error
        == "Error: \(archive): the file is a spreadsheet or a zip archive; save the table as CSV, or unpack it\n"
    )
  }

  @Test("--no-header is kept in the model, and predict numbers the columns too")
  func noHeader() throws {
    let data = try folder.file("t.csv", Self.rows.joined(separator: "\n"))
    let refused = try BinaryRun("train", data)
    #expect(refused.status == 65 && refused.error.contains("use --no-header"))
    let model = try model(data, "--no-header")
    let run = try BinaryRun("predict", model, "-", input: "1.5,1.25\n2.5,9.75\n")
    #expect(run.status == 0 && run.lines.prefix(3).dropFirst().allSatisfy { !$0.isEmpty })
    #expect(
      run.error
        == "Note: standard input: the columns have no names and are called 'column_1', 'column_2'\n"
    )
    #expect(
      try BinaryRun("describe", "--no-header").error
        == "Error: --no-header takes a data set: nnlearn describe mine.csv --no-header\n")
  }

  @Test("names in Latin-1 are read if the encoding is given, and rejected if not")
  func latin1() throws {
    var bytes: [UInt8] = [0x68, 0xF6, 0x2C, 0x68, 0xE4] + Array(",k\n".utf8)
    for row in 0..<40 {
      bytes += Array("\(row % 2 * 9).5,\(row % 3),\(row % 2 == 0 ? "a" : "b")\n".utf8)
    }
    let data = try folder.file("t.csv", Data(bytes))
    #expect(
      try BinaryRun("train", data)
        == BinaryRun(
          error:
            "Error: \(data): line 1, byte 2 is F6, which is not UTF-8; save the file as UTF-8, or use --encoding latin-1 "
            + "if it is Latin-1\n", status: 65))
    let model = try model(data, "--encoding", "latin-1")
    bytes.swapAt(1, 4)  // now the columns are called the other way round
    let swapped = try folder.file("s.csv", Data(bytes))
    let measured = try BinaryRun(
      "evaluate", model, swapped, "--encoding", "latin-1", "--format", "json")
    #expect(measured.status == 0 && (measured.json[0]["accuracy"] as? Double ?? 1) < 0.9)
    let lesson = try folder.file("l.md", Data([0x23, 0x20, 0xF6]))
    #expect(
      try BinaryRun("check", lesson).error
        == "\(lesson):1:3: error: the text is not valid UTF-8 from here on, byte 3 of the file; save it as UTF-8\n"
    )
  }

  @Test("predict needs only the columns of the model, and no target")
  func onlyItsColumns() throws {
    let model = try model(try table("t.csv"))
    let run = try BinaryRun(
      "predict", model, "-", input: "note,width,length,kind\nseen at noon,1.25,2.5,\n,9.75,1.5,?\n")
    #expect(
      run.status == 0 && run.lines[1].contains("setosa") && run.lines[2].contains("virginica"))
    #expect(
      run.error
        == "Note: standard input: there is no score, since the target is missing in row 2, column 'kind'\n"
    )
    let measured = try BinaryRun("evaluate", model, "-", input: "width,length,kind\n1,2,\n")
    #expect(
      measured
        == BinaryRun(
          error: "Error: standard input: the target 'kind' is missing in every row\n", status: 65))
  }

  @Test("an output that is not finite is an error of its row")
  func notFinite() throws {
    let model = try model(try table("t.csv"), "--scaling", "none", "--model", "dense 2 softmax")
    let input = "length,width\n1,2\n3e38,-3e38\n"
    for format in ["text", "json"] {
      let run = try BinaryRun("predict", model, "-", "--format", format, input: input)
      #expect(run.status == 65 && run.output == "" && !run.error.contains("nan"))
      #expect(
        run.error.hasPrefix(
          "Error: standard input: sample 2: the output of the model is not a finite number; "))
    }
  }

  // MARK: Lessons

  @Test(
    "a lesson reads no file outside its folder, by no name and through no link",
    arguments: [
      "load \"../secret.csv\"", "load \"own.csv\" classes \"../secret.csv\"", "load \"link.csv\"",
      "load \"own.csv\" classes \"link.csv\"", "load \"linked/secret.csv\"", "load \"linked\"",
      "load \"sub/../../secret.csv\"", "load \"/etc/passwd\"", "load \"pictures\"",
      "load \"t-images-idx3-ubyte\"",
    ])
  func outside(statement: String) throws {
    let manager = FileManager.default
    _ = try folder.file("secret.csv", "0,alpha\n1,beta\n")
    _ = try folder.file("secret-labels", idxFile([2], [0, 1]))
    for name in ["lessons", "lessons/sub", "lessons/pictures", "lessons/pictures/a", "pictures"] {
      try manager.createDirectory(
        at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    _ = try folder.file("pictures/0.pgm", "P2 1 1 9 1")
    _ = try folder.file("lessons/own.csv", "x,k\n1,0\n2,1\n3,0\n4,1\n")
    _ = try folder.file("lessons/t-images-idx3-ubyte", idxFile([2, 1, 1], [3, 4]))
    let links = [
      "link.csv": "../secret.csv", "linked": "..", "pictures/a/0.pgm": "../../../pictures/0.pgm",
      "t-labels-idx1-ubyte": "../secret-labels",
    ]
    for (name, target) in links {
      try manager.createSymbolicLink(
        atPath: path("lessons/\(name)"), withDestinationPath: target)
    }
    let lesson = try folder.file("lessons/l.nn", "data d = \(statement) split 100/0/0\n")
    let run = try BinaryRun("run", lesson)
    #expect(run.status == 65, "\(run.output)")
    #expect(
      run.error.contains("below its own folder, not")
        || run.error.contains("is outside the lesson's own folder"),
      "\(run.error)")
    #expect(!run.error.contains("alpha") && run.output == "")
    try manager.createSymbolicLink(
      atPath: path("lessons/inside.csv"), withDestinationPath: "own.csv")
    let own = try folder.file("lessons/own.nn", "data d = load \"inside.csv\" split 100/0/0\n")
    #expect(try BinaryRun("run", own).status == 0)
  }
}
