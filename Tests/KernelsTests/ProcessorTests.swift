import Foundation
import Processor
import Testing

@Suite("The processor")
struct ProcessorTests {
  #if os(Linux) && arch(x86_64)
    @Test(
      "has the instructions that Linux lists",
      arguments: [
        (InstructionSet.avx2, "avx2 fma bmi1 bmi2 f16c abm movbe"),
        (
          .avx512,
          "avx2 fma avx512f avx512dq avx512cd avx512bw avx512vl adx clwb rdseed"
        ),
      ])
    func flags(_ instructions: InstructionSet, _ needed: String) throws {
      let description = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
      let line = try #require(description.split(separator: "\n").first { $0.hasPrefix("flags") })
      let flags = Set(line.split(separator: " "))
      let isListed = needed.split(separator: " ").allSatisfy { flags.contains($0) }
      #expect(Processor.instructionSets.contains(instructions) == isListed)
    }
  #endif

  @Test("has the base instruction set")
  func base() { #expect(Processor.instructionSets.first == .base) }
}
