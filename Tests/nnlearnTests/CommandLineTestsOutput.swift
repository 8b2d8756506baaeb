import Foundation
import Testing

@testable import nnlearn

@Suite("Writing output")
struct CommandLineTestsOutput {
  @Test("text is held back until it is flushed or is too much")
  func buffered() throws {
    let pipe = Pipe()
    let output = StandardOutput(descriptor: pipe.writingDescriptor, capacity: 8)
    output.write("12345")
    output.write("678")
    output.write("9")
    output.write("held")
    #expect(pipe.fileHandleForReading.availableData == Data("123456789".utf8))
    output.flush()
    #expect(try pipe.written() == "held")
  }

  @Test("output larger than a pipe's buffer is written in parts")
  func large() async throws {
    let pipe = Pipe()
    let reader = Task.detached { try pipe.fileHandleForReading.readToEnd() }
    let text = String(repeating: "0123456789", count: 100_000)
    try pipe.writingDescriptor.writeAll(Array(text.utf8))
    try pipe.fileHandleForWriting.close()
    #expect(try await reader.value == Data(text.utf8))
  }

  @Test("a reader that went away ends the program quietly")
  func closedPipe() async throws {
    let result = try await #require(
      processExitsWith: .exitCode(0),
      observing: [\.standardErrorContent]
    ) {
      OperatingSystem.reportRefusedWrites()
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      close(ends[0])
      let output = StandardOutput(descriptor: FileDescriptor(number: ends[1]))
      output.write("unread")
      StandardError().write("before")
      output.flush()
      OperatingSystem.endProgram(.bug)
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self) == "before")
  }

  @Test(
    "a full disk is reported", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() async throws {
    let result = try await #require(
      processExitsWith: .exitCode(74),
      observing: [\.standardErrorContent]
    ) {
      let full = FileDescriptor(number: open("/dev/full", O_WRONLY))
      let output = StandardOutput(descriptor: full)
      output.write("lost")
      output.flush()
    }
    let message = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(message == "Error: Cannot write the output: No space left on device\n")
  }

  @Test("standard error without a reader is not a failure")
  func closedStandardError() {
    StandardError(descriptor: FileDescriptor(number: -1)).write("nobody reads this")
  }
}
