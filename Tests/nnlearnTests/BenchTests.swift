import Foundation
import Kernels
import Processor
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: bench")
struct BenchTests {
  @Test("a workload is an object with what was measured, and nothing is allocated in its loop")
  func json() throws {
    let run = try BinaryRun("bench", "xor", "digits", "--threads", "1", "--format", "json")
    #expect(run.status == 0 && run.error == "")
    #expect(run.json.map { $0["workload"] as? String } == ["xor", "digits"])
    for measured in run.json {
      for key in ["us_per_step", "gflops", "share_of_peak"] {
        #expect(measured[key] as? Double ?? 0 > 0, "\(key)")
      }
      #expect(measured["bytes_allocated"] as? Int == 0)
      #expect(measured["threads"] as? Int == 1)
      #expect(measured["instructions"] as? String == Processor.loops.last?.name)
    }
  }

  @Test("as text it is a table, a line a workload")
  func text() throws {
    let run = try BinaryRun("bench", "xor", "--threads", "1")
    #expect(
      run.lines.first
        == "workload     µs a step    GFLOP/s    of peak   bytes allocated")
    #expect(run.output.split(separator: "\n").count == 2 && run.lines[1].hasPrefix("xor "))
    let ascii = try BinaryRun("bench", "xor", "--threads", "1", utf8: false)
    #expect(ascii.output.utf8.allSatisfy { $0 < 128 })
  }

  @Test(
    "what cannot be timed",
    arguments: [
      (["mnits"], "There is no workload 'mnits'. Did you mean 'mnist'?"),
      (
        ["chess"],
        "There is no workload 'chess': there are xor, digits, mnist, mnist-adam, wide, cnn"
      ),
    ])
  func wrong(_ words: [String], _ message: String) throws {
    #expect(
      try BinaryRun(words: ["bench"] + words)
        == BinaryRun(error: "Error: \(message)\n", status: 64))
  }
}
