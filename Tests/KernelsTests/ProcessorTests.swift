import Foundation
import Kernels
import Processor
import Testing

@Suite("Processor")
struct ProcessorTests {
  #if os(Linux) && arch(x86_64)
    /// What Linux says that the processor has, and that it saves the registers of.
    private static let flags: Set<Substring> = {
      let facts = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
      let line = facts.split(separator: "\n").first { $0.hasPrefix("flags") }
      return Set(line?.split(separator: " ") ?? [])
    }()

    @Test(
      "the loops are those of the instructions that the system lists", .enabled(if: !flags.isEmpty))
    func instructions() {
      let isNewer = Self.flags.isSuperset(of: [
        "avx2", "fma", "bmi1", "bmi2", "f16c", "abm", "movbe",
      ])
      let hasAVX512 =
        isNewer
        && Self.flags.isSuperset(
          of: ["avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl", "rdseed", "adx", "clwb"])
      let names = Processor.loops.dropFirst().map { $0.name }
      #expect(names == (isNewer ? ["AVX2"] : []) + (hasAVX512 ? ["AVX-512"] : []))
    }
  #endif
}
