import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: tables as they come")
struct BinaryTestsPublicTables {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var model: String { folder.url.appendingPathComponent("m.safetensors").path }

  /// Rows of well-known tables, and made-up ones; `Tables/README.md` names their sources.
  private func rows(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden/Tables/\(name).csv").path
  }

  private func train(_ data: String, _ options: String...) throws -> BinaryRun {
    let run = try BinaryRun(
      words: ["train", data, "--epochs", "4", "--save", model, "--width", "240"] + options)
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    return run
  }

  @Test("penguins: words and gaps in training, and words that the model does not know")
  func penguins() throws {
    let run = try train(rows("penguins"), "--target", "species")
    #expect(
      run.output.contains(
        "missing values: 1 in 'bill_length_mm' ('NA'), 1 in 'bill_depth_mm' ('NA'), 1 in 'flipper_length_mm' ('NA'), "
          + "1 in 'body_mass_g' ('NA'), 4 in 'sex' ('NA')"), "\(run.output)")
    #expect(run.output.contains("numeric features scaled to mean 0 and deviation 1"))
    for part in ["training", "validation", "test"] {
      let run = try BinaryRun("evaluate", model, rows("penguins"), "--part", part)
      #expect(run.status == 0, "\(run.error)")
    }
    let text = """
      sex,island,bill_depth_mm,bill_length_mm,flipper_length_mm,body_mass_g,year
      male,Mars,18,40,190,3800,2007
      male,Dream,18,40,190,,2008
      female,Io,18,40,190,3800,NA

      """
    let predicted = try BinaryRun("predict", model, "-", "--format", "json", input: text)
    #expect(predicted.status == 0 && predicted.json.count == 3, "\(predicted.error)")
    #expect(
      predicted.error == """
        Note: standard input: missing values: 1 in 'body_mass_g' (empty), 1 in 'year' ('NA'); a number becomes the mean of the training part
        Note: standard input: 2 values of 'island' are unknown to the model, the first 'Mars' in row 2
        Note: standard input: 'year' is missing in row 4, and never was in training

        """)
    let twice = try BinaryRun(
      "predict", model, "-", "--format", "json",
      input: text.replacing("Mars", with: "Io").replacing("2007", with: "2007.0"))
    #expect(twice.output == predicted.output)
  }

  @Test("passengers: columns that repeat the target are named, and rows with gaps can be left out")
  func passengers() throws {
    var run = try train(rows("passengers"), "--target", "survived")
    #expect(
      run.output.contains(
        "'alive' alone tells all classes apart; if it was written from the target, use --ignore alive"
      ))
    run = try train(
      rows("passengers"), "--target", "survived", "--ignore", "alive,deck", "--missing", "drop",
      "--split", "80/20")
    #expect(run.output.contains("rows are left out, because features are missing: "))
    let test = try BinaryRun("evaluate", model, rows("passengers"), "--part", "test")
    #expect(test.status == 0 && test.error.contains("features are missing"), "\(test.error)")
    let all = try BinaryRun("predict", model, rows("passengers"), "--format", "json")
    #expect(all.status == 0 && all.json.count == 48)
    #expect(all.json.count { $0["class"] is NSNull } == 12, "\(all.error)")
  }

  @Test("diamonds: a number, then several, from words and numbers")
  func diamonds() throws {
    _ = try train(rows("diamonds"), "--target", "price")
    let run = try train(rows("diamonds"), "--target", "price,carat")
    #expect(run.output.contains("2 numbers as targets"))
    #expect(run.output.contains("numeric features and targets scaled"))
    #expect(
      run.output.contains(
        #/validation loss .* on average; in each target's own units:\n +'price': MSE .*\n +'carat': MSE /#
      ))
    let json = try BinaryRun("evaluate", model, rows("diamonds"), "--format", "json").json[0]
    let targets = try #require(json["targets"] as? [[String: Any]])
    #expect(targets.map { $0["name"] as? String } == ["price", "carat"])
    let r2 = targets.compactMap { $0["r2"] as? Double }
    #expect(abs((json["r2"] as? Double ?? 9) - (r2[0] + r2[1]) / 2) < 1e-9)
    let predicted = try BinaryRun("predict", model, rows("diamonds"))
    #expect(predicted.lines[0].contains("price         carat      is price      is carat"))
    let values = try BinaryRun("predict", model, rows("diamonds"), "--format", "json").json[0]
    #expect((values["values"] as? [Double])?.count == 2)
    #expect(values["target"] as? [Double] == [2765, 0.76])
    let resumed = try BinaryRun("train", "--resume", model)
    #expect(resumed.status == 65)
  }

  @Test("credit and houses: ids are named, free text and dates are refused with the option")
  func ids() throws {
    let credit = (0..<40).map {
      "\($0 + 1),\($0 + 1),\(14 + $0 % 9).891,\(3606 - $0 % 7 * 99),\([" Male", "Female"][$0 % 2]),\($0 * 37 % 11 * 9)"
    }
    let data = try folder.file(
      "credit.csv",
      (["rownames,ID,Income,Limit,Gender,Balance"] + credit).joined(separator: "\n") + "\n")
    let run = try train(data)
    #expect(
      run.output.contains(
        "'rownames', 'ID' look like ids, with a different value in every row; use --ignore rownames,ID"
      ))
    let houses = (0..<30).map {
      "\($0 + 1);Street \($0);2024-0\($0 % 9 + 1)-11;;\(["RL", "NA", "RM"][$0 % 3]);\($0 % 4),5;\(208_500 - $0 * 100)"
    }
    let table = try folder.file(
      "houses.csv",
      (["Id;Lot Name;Sold;Pool;Zone;Baths;Price"] + houses).joined(separator: "\n") + "\n")
    let message =
      "3 columns cannot be features: 'Lot Name' is free text, with 30 different values in 30 rows, 'Street 0' first; "
      + "'Sold' holds dates, '2024-01-11' first: put the year, month and day in separate columns; "
      + "'Pool' has no value in any row; use --ignore "
    #expect(
      try BinaryRun("train", table)
        == BinaryRun(error: "Error: \(table): \(message)'Lot Name,Sold,Pool'\n", status: 65))
    _ = try train(table, "--ignore", "Id,Lot Name,Sold,Pool")
    _ = try train(table, "--features", "Zone,Baths")
    #expect(try BinaryRun("predict", model, "-", input: "Baths,Zone\n1.5,RM\n").status == 0)
  }

  @Test("rows of pixels become images for a network of convolutions")
  func digits() throws {
    let data = Golden.url("Sources/nnlearn/BuiltInData/digits.csv").path
    let model = "conv 4 3x3 relu, flatten, dense 10 softmax"
    let run = try train(data, "--shape", "8x8", "--model", model)
    #expect(run.output.contains("1×8×8 → conv 4"))
    #expect(try BinaryRun("evaluate", self.model, data).status == 0)
    let wrong = try BinaryRun("train", data, "--shape", "28x28")
    #expect(
      wrong.error
        == "Error: \(data): an image of the shape [1, 28, 28] has 784 numbers, and a row has 64 features\n"
    )
    #expect(
      try BinaryRun("train", data, "--shape", "8").error
        == "Error: --shape is height and width, as in 28x28, or 3x32x32 with channels, not '8'\n")
  }
}

private enum Golden {
  static func url(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(path)
  }
}
