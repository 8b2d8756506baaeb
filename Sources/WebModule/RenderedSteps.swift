import Lessons

/// The HTML of complete steps: of each step, the latest version in the lesson and the latest in a fork.
struct RenderedSteps {
  private typealias Rendered = (version: StepVersion, html: String)

  private var ofLesson: [Int: Rendered] = [:]
  private var ofFork: [Int: Rendered] = [:]

  subscript(version: StepVersion) -> String? {
    get {
      let rendered = version.isOfFork ? ofFork[version.step] : ofLesson[version.step]
      return rendered?.version == version ? rendered?.html : nil
    }
    set {
      let rendered = newValue.map { (version, $0) }
      if version.isOfFork {
        ofFork[version.step] = rendered
      } else {
        ofLesson[version.step] = rendered
      }
    }
  }
}
