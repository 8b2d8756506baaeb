import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: threads")
struct ThreadTests {
  /// A run whose steps are worth dividing among threads.
  private static let training = [
    "train", "digits", "--model", "dense 256 relu, dense 256 relu, dense 10 softmax", "--batch",
    "512", "--epochs",
    "1", "--quiet",
  ]

  private func train(threads: String, prefix: [String] = []) throws -> BinaryRun {
    try BinaryRun(
      words: prefix + [Binary.url.path] + Self.training + ["--threads", threads],
      environment: ["LANG": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
      executable: URL(fileURLWithPath: "/usr/bin/env"))
  }

  @Test(
    "the result is the same for any number of threads that is allowed",
    arguments: ["2", "257", "1024"])
  func counts(threads: String) throws {
    let one = try train(threads: "1")
    #expect(one.status == 0)
    #expect(try train(threads: threads) == one)
  }

  @Test("a number of threads out of range is a wrong call", arguments: ["1025", "0", "-1", "x"])
  func outOfRange(threads: String) throws {
    for command in ["train", "bench"] {
      let run = try BinaryRun(command, "--threads=\(threads)")
      #expect(run.status == 64)
      #expect(run.error.hasPrefix("Error: The value '\(threads)' is invalid for '--threads"))
      #expect(run.error.contains("from 1 to 1024"))
    }
  }

  #if os(Linux)
    @Test("threads that the system refuses are done without")
    func refused() throws {
      let one = try train(threads: "1")
      // The superuser has no limit on threads, so the program runs as another user.
      let somebody = geteuid() == 0 ? ["setpriv", "--reuid=54321", "--clear-groups"] : []
      #expect(try train(threads: "8", prefix: somebody + ["prlimit", "--nproc=1"]) == one)
    }

    @Test("threads leave memory for the run if there is little")
    func littleMemory() throws {
      let limit = ["sh", "-c", "ulimit -v 600000; exec \"$@\"", "sh"]
      #expect(try train(threads: "1024", prefix: limit) == train(threads: "1"))
    }
  #endif
}
