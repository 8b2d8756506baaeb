import Foundation
import Kernels
import Processor
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: bench")
struct BenchTests {
  @Test("a workload is an object with its measurements, and its loop does not allocate")
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

  @Test("each product of a workload is an object with its sizes")
  func products() throws {
    let run = try BinaryRun("bench", "digits", "cnn", "--products", "--format", "json")
    #expect(run.status == 0 && run.error == "")
    let found = run.json.map { product in
      ["workload", "layer", "product", "rows", "inner", "columns"]
        .map { "\(product[$0] ?? "missing")" }.joined(separator: " ")
    }
    #expect(
      found == [
        "digits 1 forward 32 64 64", "digits 1 weight gradient 64 32 64",
        "digits 1 input gradient 32 64 64", "digits 2 forward 32 64 10",
        "digits 2 weight gradient 10 32 64", "digits 2 input gradient 32 10 64",
        "cnn 1 forward 8 9 676", "cnn 1 weight gradient 8 676 9", "cnn 1 input gradient 9 8 676",
        "cnn 3 forward 16 72 121", "cnn 3 weight gradient 16 121 72",
        "cnn 3 input gradient 72 16 121", "cnn 6 forward 64 400 10",
        "cnn 6 weight gradient 10 64 400", "cnn 6 input gradient 64 10 400",
      ])
    for product in run.json {
      for key in ["gflops", "share_of_peak"] {
        #expect(product[key] as? Double ?? 0 > 0, "\(key)")
      }
      #expect(product["instructions"] as? String == Processor.loops.last?.name)
    }
  }

  @Test("as text the products are a table with a line each, at most 80 columns wide")
  func productText() throws {
    let run = try BinaryRun("bench", "digits", "--products")
    #expect(
      run.lines.first
        == "workload    layer  product           rows   inner  columns   GFLOP/s   of peak")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 7)
    #expect(
      lines[2].hasPrefix("digits      1      weight gradient     64      32       64 "))
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test("it computes with the requested instructions", arguments: [[], ["--products"]])
  func instructions(_ words: [String]) throws {
    for instructions in Processor.instructionSets {
      let run = try BinaryRun(
        words: ["bench", "xor", "--instructions", instructions.rawValue, "--format", "json"] + words
      )
      #expect(run.status == 0 && !run.json.isEmpty)
      for measured in run.json {
        #expect(
          measured["instructions"] as? String == Processor.loops(for: instructions)?.name)
      }
    }
  }

  @Test("the instruction sets are listed in order")
  func names() {
    #expect(InstructionSet.allCases.map { $0.rawValue } == ["base", "avx2", "avx512"])
  }

  @Test(
    "workloads that cannot be timed",
    arguments: [
      (["mnits"], "There is no workload 'mnits'. Did you mean 'mnist'?"),
      (
        ["chess"],
        "There is no workload 'chess': there are xor, digits, mnist, mnist-adam, wide, cnn"
      ),
      (
        ["xor", "--products", "--threads", "1"],
        "'--products' times one thread: leave out '--threads'"
      ),
    ])
  func wrong(_ words: [String], _ message: String) throws {
    #expect(
      try BinaryRun(words: ["bench"] + words)
        == BinaryRun(error: "Error: \(message)\n", status: 64))
  }
}
