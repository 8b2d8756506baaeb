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
      name: "a\nb", source: "s", sampleShape: Shape([1]), features: [1, 3, 3], columns: .numbers(["f"]),
      targets: .classes([0, 1, 1], names: ["x", "y"]), targetName: "kind")
    #expect(
      DescriptionJSON(data).line == #"{"name":"a\nb","source":"s","samples":3,"#
        + #""shape":[1],"white":null,"target":"kind","notes":[],"decision":null,"features":[{"name":"f","#
        + #""least":1,"greatest":3,"mean":2.3333333333333335,"deviation":0.9428090415820634,"#
        + #""constant":false}],"targets":[],"classes":[{"name":"x","count":1,"#
        + #""share":0.3333333333333333,"variance":0},{"name":"y","count":2,"#
        + #""share":0.6666666666666666,"variance":0}],"distances":[{"first":"x","second":"y","#
        + #""distance":2.1213203435596424,"spread":0,"ratio":null}],"duplicates":[{"sample":3,"equals":2}]}"#
    )
  }

  @Test("images without a target, and classes without samples")
  func images() {
    let image = DataSet(
      name: "n", source: "s", sampleShape: Shape([1, 1, 1]), features: [7], targets: .none,
      white: 255)
    #expect(
      DescriptionJSON(image).line == #"{"name":"n","source":"s","samples":1,"shape":[1,1,1],"#
        + #""white":255,"target":null,"notes":[],"decision":null,"features":[{"name":"[0, 0, 0]","least":7,"#
        + #""greatest":7,"mean":7,"deviation":0,"constant":true}],"targets":[],"classes":[],"#
        + #""distances":[],"duplicates":[]}"#)
    let empty = DescriptionJSON(image.with(targets: .classes([0], names: ["x", "y"]))).line
    #expect(empty.contains(#"{"name":"y","count":0,"share":0,"variance":null}"#))
  }
}
