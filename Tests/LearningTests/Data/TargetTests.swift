import Autodiff
import TestSupport
import Testing

@testable import Learning

@Suite("Target column")
struct TargetTests {
  @Test("the target is found by name, and a slip gets a suggestion")
  func column() throws {
    let text = "kind,x,size\na,1,2\nb,3,4\n"
    let table = try CSVTests.table(text, target: .named("kind")).dataSet
    #expect(table.targets == .classes([0, 1], names: ["a", "b"]) && table.targetName == "kind")
    #expect(table.features == [1, 2, 3, 4] && table.featureNames == ["x", "size"])
    #expect(
      dataError { _ = try CSVTests.table(text, target: .named("knd")) }
        == "there is no column 'knd'; did you mean 'kind'?")
    #expect(
      dataError { _ = try CSVTests.table(text, target: .named("price")) }
        == "there is no column 'price'; there are 'kind', 'x', 'size'")
    let features = try CSVTests.table("x,size\n1,2\n", target: .namedIfPresent("kind"))
    #expect(features.dataSet.targets == .none && features.decision == nil)
    #expect(try CSVTests.table("x\n1\n", target: .none).dataSet.features == [1])
  }

  @Test(
    "classes or numbers: the rule and its reason",
    arguments: [
      ("a b", true, "'t' names classes: 'a' is not a number"),
      ("1 b", true, "'t' names classes: 'b' is not a number"),
      ("0 1 1 0", true, "'t' names classes: 2 different whole numbers"),
      ("3 3 3 3", true, "'t' names classes: all are the same whole number"),
      ("0 1 2", false, "'t' holds numbers: 3 different numbers"),
      ("0 1.5 0 0", false, "'t' holds numbers: '1.5' is not whole"),
    ])
  func decision(values: String, isClasses: Bool, description: String) throws {
    let rows = values.split(separator: " ").map { "1,\($0)" }.joined(separator: "\n")
    let decision = try #require(try CSVTests.table("x,t\n" + rows).decision)
    #expect(decision.isClasses == isClasses && decision.description == description)
  }

  @Test("twenty whole numbers are classes, twenty-one are numbers", arguments: [20, 21])
  func limit(count: Int) throws {
    let rows = (0..<count * 2).map { "1,\($0 % count)" }.joined(separator: "\n")
    #expect(try CSVTests.table("x,t\n" + rows).decision?.isClasses == (count == 20))
  }

  @Test("the kind that is asked for overrules")
  func asked() throws {
    let text = "x,t\n1,10\n1,9\n1,10\n1,-1.5\n"
    let classes = try CSVTests.table(text, kind: .classes)
    #expect(classes.dataSet.targets == .classes([2, 1, 2, 0], names: ["-1.5", "9", "10"]))
    #expect(classes.decision?.description == "'t' names classes: as asked")
    let model = TableReading(kind: .classes, origin: .model)
    #expect(
      try CSVTests.table(text, model).decision?.description == "'t' names classes: as in the model")
    let numbers = try CSVTests.table("x,t\n1,0\n1,1\n1,0\n1,1\n", kind: .numbers).dataSet
    #expect(numbers.targets == .numbers([0, 1, 0, 1], names: ["t"]))
    #expect(
      dataError { _ = try CSVTests.table("x,t\n1,1\n1,b\n", kind: .numbers) }
        == "row 3, column 't': 'b' is not a number")
    #expect(
      dataError { _ = try CSVTests.table("x,t\n1,1\n1,inf\n", kind: .numbers) }
        == "row 3, column 't': 'inf' is not a finite number up to 3.4e38, the largest to train with"
    )
  }

  @Test(
    "an odd value among numbers is an error of its row",
    arguments: [
      (
        ["1", "2", "3", "four"],
        "row 5, column 't': 'four' is not a number, as most of the column are; correct it, or empty the field if it is missing"
      ),
      (
        ["\"$4,420.01\"", "\"$5,105.32\"", "\"$3,190.46\""],
        "row 2, column 't': '$4,420.01' is not a number, as most of the column are; write the number without its currency and the commas between thousands"
      ),
      (
        ["$10.22", "$9.92"],
        "row 2, column 't': '$10.22' is not a number, as most of the column are; write the number without its currency"
      ),
      (
        ["\"10,22\"", "9.92", "13.5"],
        "row 2, column 't': '10,22' is not a number, as most of the column are; write the number with a point before its fraction"
      ),
    ])
  func odd(values: [String], message: String) throws {
    let text = "x,t\n" + values.map { "1,\($0)\n" }.joined()
    #expect(
      dataError { _ = try CSVTests.table(text) }
        == message + ", or use --as classes if it is the name of a class")
    #expect(
      dataError { _ = try CSVTests.table(text, TableReading(origin: .lesson)) } == message)
    #expect(try CSVTests.table(text, kind: .classes).dataSet.classNames.count >= 2)
  }

  @Test("classes need samples to be learned from, and there are at most 1,000")
  func bound() throws {
    func words(_ rows: Int, _ classes: Int) -> String {
      "x,t\n" + (0..<rows).map { "1,n\($0 % classes)\n" }.joined()
    }
    #expect(try CSVTests.table(words(20, 20)).dataSet.classNames.count == 20)
    try CSVTests.table(words(20, 20)).dataSet.checkForTraining()
    try CSVTests.table(words(60, 30)).dataSet.checkForTraining()
    #expect(
      dataError { try CSVTests.table(words(59, 30)).dataSet.checkForTraining() }
        == "'t' names 30 classes in 59 samples, too few of each to learn from: choose another target, or make it numbers"
    )
    #expect(try CSVTests.table(words(2_000, 1_000)).dataSet.classNames.count == 1_000)
    #expect(
      dataError { _ = try CSVTests.table(words(3_000, 1_001)) }
        == "'t' has 1001 different values, 'n0' and 'n1' among them, and classes can be at most 1000: choose another target, "
        + "or make it numbers")
  }

  @Test("classes that differ only in case are reported")
  func capitals() throws {
    #expect(
      try CSVTests.table("x,t\n1,Yes\n2,no\n3,yes\n").dataSet.notes
        == ["the classes 'Yes' and 'yes' differ only in case"])
  }

  @Test("a class is found among those of a model, whatever their order")
  func known() throws {
    let targets = Targets.classes([0, 1, 1], names: ["a", "b"])
    #expect(
      try targets.classes(among: ["b", "c", "a"]) == .classes([2, 0, 0], names: ["b", "c", "a"]))
    #expect(
      dataError { _ = try targets.classes(among: ["a", "c"]) }
        == "there is no class 'b' among 'a', 'c'")
  }

  @Test("targets from which nothing can be learned are rejected")
  func training() throws {
    #expect(
      dataError { try CSVTests.table("x,t\n1,a\n2,a\n").dataSet.checkForTraining() }
        == "all 2 samples are of one class, 'a': there is nothing to tell apart")
    #expect(
      dataError { try CSVTests.table("x,t\n1,2\n", target: .none).dataSet.checkForTraining() }
        == "there are no targets to learn from")
    let images = DataSet(
      name: "", source: "", sampleShape: Shape([1, 1, 2]), features: [0, 1], targets: .none)
    #expect(
      dataError { try images.checkForTraining() }
        == "there are no targets to learn from: put the images of each class in a folder of its own, or learn to "
        + "reproduce the images")
    try CSVTests.table("x,t\n1,a\n2,b\n").dataSet.checkForTraining()
    try CSVTests.table("x,t\n1,0.5\n").dataSet.checkForTraining()
  }
}
