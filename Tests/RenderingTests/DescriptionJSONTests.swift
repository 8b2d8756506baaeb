import Autodiff
import Learning
import Testing
import Text

@testable import Rendering

@Suite("What is worth knowing of a data set, as JSON")
struct DescriptionJSONTests {
  @Test("everything is on one line, with samples counted from 1")
  func classes() {
    let data = DataSet(
      name: "a\nb", source: "s", sampleShape: Shape([1]), features: [1, 3, 3],
      columns: .numbers(["f"]),
      targets: .classes([0, 1, 1], names: ["x", "y"]), targetName: "kind")
    #expect(
      DescriptionJSON(data).line == #"{"name":"a\nb","source":"s","samples":3,"#
        + #""shape":[1],"white":null,"target":"kind","notes":[],"decision":null,"columns":[{"name":"f","#
        + #""kind":"numbers","missing":0,"relations":[{"measure":"correlation_ratio","value":1}],"#
        + #""tells_target":false}],"features":[{"name":"f","#
        + #""least":1,"greatest":3,"mean":2.3333333333333335,"deviation":0.9428090415820634,"#
        + #""constant":false}],"targets":[],"classes":[{"name":"x","count":1,"#
        + #""share":0.3333333333333333,"variance":0},{"name":"y","count":2,"#
        + #""share":0.6666666666666666,"variance":0}],"distances":[{"first":"x","second":"y","#
        + #""distance":2.1213203435596424,"spread":0,"ratio":null}],"duplicates":[{"sample":3,"equals":2,"conflict":false}],"#
        + #""complete":3,"findings":["A model that always says 'y' is right 66.7 % of the time: compare every "#
        + #"accuracy with that.","2 classes have fewer than 20 samples, 'x' only 1: few of them are left for "#
        + #"validation and test, so what is measured there is mostly chance.","3 samples for 1 feature: a network can "#
        + #"learn them by heart. Few units, --l2 and --patience work against it."]}"#
    )
  }

  @Test("images without a target, and classes without samples")
  func images() {
    let image = DataSet(
      name: "n", source: "s", sampleShape: Shape([1, 1, 1]), features: [7], targets: .none,
      white: 255)
    #expect(
      DescriptionJSON(image).line == #"{"name":"n","source":"s","samples":1,"shape":[1,1,1],"#
        + #""white":255,"target":null,"notes":[],"decision":null,"columns":[],"features":[{"name":"[0, 0, 0]","least":7,"#
        + #""greatest":7,"mean":7,"deviation":0,"constant":true}],"targets":[],"classes":[],"#
        + #""distances":[],"duplicates":[],"complete":1,"findings":[]}"#)
    let empty = DescriptionJSON(image.with(targets: .classes([0], names: ["x", "y"]))).line
    #expect(empty.contains(#"{"name":"y","count":0,"share":0,"variance":null}"#))
  }

  @Test("a column of words has its values, the most frequent first")
  func words() throws {
    let table = "size,colour,kind\n1,red,a\n2,red,a\n,blue,b\n4,red,b\n"
    let line = DescriptionJSON(
      try CSVDataSet(name: "t", source: "s", bytes: Array(table.utf8)).dataSet
    ).line
    #expect(
      line.contains(
        #"{"name":"colour","kind":"words","missing":0,"relations":[{"measure":"cramers_v","#
          + #""value":0.5773502691896257}],"tells_target":false,"#
          + #""values":[{"name":"red","count":3},{"name":"blue","count":1}]}"#))
    #expect(line.contains(#"{"name":"size","kind":"numbers","missing":1,"#))
    #expect(line.contains(#""complete":3"#))
  }
}
