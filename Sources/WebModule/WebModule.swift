import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

// What the WebAssembly module offers to a page, as C functions on its memory:
//
//     bytes = nnlearn_input(count)      where the page writes the UTF-8 text of a lesson
//     count = nnlearn_run(width)        runs it; the transcript's length in bytes
//     bytes = nnlearn_output()          where the transcript stands
//     nnlearn_data(set, count)          keeps what was written as iris.csv, where set is 0, or digits.csv, where it is 1

#if hasFeature(Embedded)
  private nonisolated(unsafe) var input: UnsafeMutableBufferPointer<UInt8> = .init(
    start: nil, count: 0)
  private nonisolated(unsafe) var output: [UInt8] = []
  private nonisolated(unsafe) var files: [[UInt8]] = [[], []]

  @_expose(wasm, "nnlearn_data") @_cdecl("nnlearn_data")
  public func nnlearnData(_ set: Int, _ count: Int) {
    if files.indices.contains(set) { files[set] = Array(input.prefix(count)) }
  }

  @_expose(wasm, "nnlearn_input") @_cdecl("nnlearn_input")
  public func nnlearnInput(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    input.deallocate()
    input = .allocate(capacity: max(count, 1))
    return input.baseAddress
  }

  @_expose(wasm, "nnlearn_run") @_cdecl("nnlearn_run")
  public func nnlearnRun(_ count: Int, _ width: Int) -> Int {
    let data = BuiltInData(iris: files[0], digits: files[1])
    output = Array(transcript(of: Array(input.prefix(count)), width: width, data: data).utf8)
    return output.count
  }

  @_expose(wasm, "nnlearn_output") @_cdecl("nnlearn_output")
  public func nnlearnOutput() -> UnsafePointer<UInt8>? {
    output.withUnsafeBufferPointer { $0.baseAddress }
  }
#endif

/// The transcript of a Markdown lesson as text for a terminal of `width` columns: what the command prints.
package func transcript(of lesson: [UInt8], width: Int, data: BuiltInData) -> String {
  let loader = DataLoader { (request) throws(Diagnostic) in
    guard let entry = data[request.path] else {
      throw Diagnostic("there is no data set \(request.path.quoted) on this page")
    }
    return try entry.dataSet(seed: request.seed)
  }
  do throws(Diagnostic) {
    let source = try SourceText(bytes: lesson)
    let transcript = Transcript(Lesson(markdown: source), session: Session(loader: loader))
    var text = TranscriptText(
      Style(width: width), file: SourceFile(name: "lesson", source))
    let lines = transcript.entries.flatMap { text.lines(for: $0) }
    return lines.map { $0 + "\n" }.joined()
  } catch {
    return DiagnosticText(error, SourceFile(name: "lesson", SourceText(""))).sentence + "\n"
  }
}
