import Autodiff
import TestSupport
import Testing

@testable import Learning

@Suite("Data for a model")
struct FittingTests {
  @Test("features are found by name, whatever their order")
  func selecting() throws {
    let data = try CSVTests.table("a,b,c,t\n1,2,3,x\n4,5,6,y\n").dataSet
    let chosen = try data.selecting(.numbers(["c", "a"]))
    #expect(chosen.features == [3, 1, 6, 4] && chosen.featureNames == ["c", "a"])
    #expect(chosen.targets == data.targets && chosen.sampleShape == Shape([2]))
    #expect(try data.selecting([]) == data)
    let lengths = try CSVTests.table("lenght,t\n1,x\n").dataSet
    #expect(
      dataError { _ = try lengths.selecting(.numbers(["length"])) }
        == "the data have no feature 'length'; the nearest name is 'lenght'")
    #expect(
      dataError { _ = try data.selecting(.numbers(["width"])) }
        == "the data have no feature 'width'")
  }

  @Test("words become the features of a model, whatever the categories of the data")
  func selectingWords() throws {
    let data = try CSVTests.table("sex,age,k\nm,NA,x\nf,4,y\nd,5,x\n").dataSet
    #expect(data.featureNames == ["sex = d", "sex = f", "sex = m", "age", "age is missing"])
    let columns = [
      FeatureColumn("age", hasGaps: false),
      FeatureColumn("sex", .categories(["m", "u", "f"])),
    ]
    let chosen = try data.selecting(columns)
    #expect(chosen.columns == columns && chosen.features[0].isNaN)
    #expect(chosen.features[1...] == [1, 0, 0, 4, 0, 0, 1, 5, 0, 0, 0])
    // Gaps for gaps, and words after numbers.
    let both = try CSVTests.table("w,age,sex,k\n9,NA,m,x\n8,4,f,y\n7,5,m,x\n").dataSet
    let turned = try both.selecting([
      FeatureColumn("sex", .categories(["m", "f"])), FeatureColumn("age", hasGaps: true),
    ])
    #expect(
      turned.features.map { $0.isNaN ? -1 : $0 } == [1, 0, -1, 1, 0, 1, 4, 0, 1, 0, 5, 0])
    let numbers = try CSVTests.table("age,k\n1,x\n2,y\n").dataSet
    #expect(
      try numbers.selecting([FeatureColumn("age", hasGaps: true)]).features == [1, 0, 2, 0])
    #expect(
      dataError { _ = try numbers.selecting([FeatureColumn("age", .categories(["1"]))]) }
        == "'age' holds numbers, and the model takes words there")
    #expect(
      dataError { _ = try data.selecting(.numbers(["sex"])) }
        == "'sex' holds words, and the model takes numbers there")
  }

  @Test("the features of a value as text")
  func text() throws {
    let gaps = FeatureColumn("age", hasGaps: true)
    #expect(gaps.features(of: "4.5") == [4.5, 0])
    let missing = try #require(gaps.features(of: ""))
    #expect(missing.count == 2 && missing[0].isNaN && missing[1] == 1)
    let plain = FeatureColumn("age")
    #expect(plain.features(of: "-2") == [-2])
    for text in ["", "x", "inf", "nan"] { #expect(plain.features(of: text) == nil) }
    let words = FeatureColumn("sex", .categories(["f", "m"]))
    #expect(words.features(of: "m") == [0, 1] && words.features(of: "u") == [0, 0])
    #expect(gaps.featureNames == ["age", "age is missing"])
  }

  @Test("a white pixel becomes another's white")
  func white() throws {
    let image = try DataSet(
      name: "", source: "",
      images: [ImageFile(className: nil, fileName: "a", bytes: Array("P2 2 1 4 1 4".utf8))])
    #expect(image.rescaled(toWhite: 16).features == [4, 16])
    #expect(image.rescaled(toWhite: 16).white == 16)
  }

  @Test("labels get names, from a table or a list")
  func classNames() throws {
    let targets = Targets.classes([1, 0], names: ["0", "7"])
    for text in ["7,boot\n0,\"shirt\"\n", "shirt\na\nb\nc\nd\ne\nf\nboot\n"] {
      let names = try ClassNames(Array(text.utf8))
      #expect(try names.applied(to: targets) == .classes([1, 0], names: ["shirt", "boot"]))
    }
  }

  @Test(
    "every mistake in class names has its message",
    arguments: [
      ("", "the file of class names is empty"),
      (
        "1,2,3\n",
        "row 1: a class is a label and a name, or a name alone in every row, and this has 3 fields"
      ),
      (
        "1,a\nb\n",
        "row 2: a class is a label and a name, or a name alone in every row, and this has 1 field"
      ),
      ("x,a\n", "row 1: 'x' is not a whole number"),
      ("1,\n", "row 1: the class has no name"),
      ("1,a\n1,b\n", "row 2: the label 1 has a name already"),
      ("1,a\n2,a\n", "row 2: 'a' is already the name of the label 1"),
      ("1,a\n", "there is no name for the class '7'"),
    ])
  func mistakes(text: String, message: String) {
    let targets = Targets.classes([0], names: ["7"])
    #expect(
      dataError { _ = try ClassNames(Array(text.utf8)).applied(to: targets) } == message)
    #expect(
      dataError { _ = try ClassNames([0x61]).applied(to: .none) }
        == "there are names for classes, and the target holds none")
  }

  @Test("a batch is gathered, its classes one-hot or as numbers")
  func gathering() throws {
    let data = try CSVTests.table("a,b,t\n1,2,x\n0.1,5,y\n3,4,y\n").dataSet
    #expect(data.batch([1, 0]) == Tensor(Shape([2, 2]), [0.1, 5, 1, 2]))
    #expect(data.batch([2]) == Tensor(Shape([1, 2]), [3, 4]))
    #expect(data.targetBatch([0, 2]) == Tensor(Shape([2, 2]), [1, 0, 0, 1]))
    #expect(data.targetBatch([0, 2], as: .label) == Tensor(Shape([2, 1]), [0, 1]))
    #expect(data.featureName(1) == "b")
    #expect(Generated.shapes(count: 3).featureName(9) == "[0, 1, 1]")
    let numbers = Targets.numbers([1, 2, 3, 4], names: ["p", "q"])
    #expect(numbers.rows([1]) == .numbers([3, 4], names: ["p", "q"]))
    var doubles = [0.0, 0.0]
    numbers.gather([1], into: &doubles)
    #expect(doubles == [3, 4])
  }
}
