import LessonLanguage
import Rendering
import Text

// The interface of the WebAssembly module to its host, as C functions on its memory:
//
//     bytes = nnlearn_input(count)      the memory to which the host writes a request
//     count = nnlearn_answer()          answers it, and returns the length of the response in bytes
//     bytes = nnlearn_output()          the response, valid until the next request
//
// and the functions that the host provides, besides those of C's mathematics:
//
//     milliseconds = nnlearn_now()      a clock
//     nnlearn_tell(bytes, count)        receives the progress of a long computation, as JSON

#if hasFeature(Embedded)
  private nonisolated(unsafe) var session = PageSession()
  private nonisolated(unsafe) var input: [UInt8] = []
  private nonisolated(unsafe) var output: [UInt8] = []

  @_expose(wasm, "nnlearn_input") @_cdecl("nnlearn_input")
  public func nnlearnInput(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    input = Array(repeating: 0, count: count)
    return input.withUnsafeMutableBufferPointer { $0.baseAddress }
  }

  @_expose(wasm, "nnlearn_answer") @_cdecl("nnlearn_answer")
  public func nnlearnAnswer() -> Int {
    let request = input
    input = []
    output = Array(session.answer(request).text.utf8)
    return output.count
  }

  @_expose(wasm, "nnlearn_output") @_cdecl("nnlearn_output")
  public func nnlearnOutput() -> UnsafePointer<UInt8>? {
    output.withUnsafeBufferPointer { $0.baseAddress }
  }

  @_extern(wasm, module: "env", name: "nnlearn_now") @_extern(c, "nnlearn_now")
  private func now() -> Double

  @_extern(wasm, module: "env", name: "nnlearn_tell") @_extern(c, "nnlearn_tell")
  private func tell(_ bytes: UnsafePointer<UInt8>?, _ count: Int)
#endif

/// Reports the progress of a long computation four times a second, and interrupts it when its time is over, so that the page
/// can continue or stop it.
final class News: @unchecked Sendable {
  private var next = 0.0
  private var limit = Double.infinity
  private(set) var hasInterrupted = false

  /// Begins a limited time; `nil` for no limit.
  func begin(milliseconds: Int?) {
    hasInterrupted = false
    limit = milliseconds.map { time + Double($0) } ?? .infinity
  }

  /// Ends the limited time. Whether it was interrupted remains known.
  func end() { limit = .infinity }

  /// Sends the progress of a statement to the page; returns whether its time is over.
  func report(_ run: StatementRun?) -> Bool {
    guard let run else { return false }
    let time = time
    #if hasFeature(Embedded)
      if time >= next, let stage = run.stage {
        next = time + 250
        let news = JSON.object([("html", .string(StageHTML(stage, Style(width: 80)).html))])
        let bytes = Array(news.text.utf8)
        bytes.withUnsafeBufferPointer { tell($0.baseAddress, $0.count) }
      }
    #endif
    if time >= limit { hasInterrupted = true }
    return time >= limit
  }

  /// Outside of a page, time stands still: a limit of 0 ends at once, any other never.
  private var time: Double {
    #if hasFeature(Embedded)
      now()
    #else
      0
    #endif
  }
}
