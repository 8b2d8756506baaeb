import Kernels

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
  import _Builtin_intrinsics.intel.cpuid
#endif

/// The instruction sets for which the loops are compiled, from the oldest to the newest.
package enum InstructionSet: String, CaseIterable, Sendable {
  /// The instructions of every processor of the kind.
  case base
  case avx2, avx512
}

/// The processor that the program runs on.
package enum Processor {
  /// The loops for some instructions; `nil` if it does not have them.
  package static func loops(for instructions: InstructionSet) -> VectorLoops? {
    #if arch(x86_64)
      switch instructions {
      case .base: .base
      case .avx2: hasAVX2 ? .avx2 : nil
      case .avx512: hasAVX2 && hasAVX512 ? .avx512 : nil
      }
    #else
      instructions == .base ? .base : nil
    #endif
  }

  /// The instruction sets that it has, newest last.
  package static var instructionSets: [InstructionSet] {
    InstructionSet.allCases.filter { loops(for: $0) != nil }
  }

  /// The tables of loops that it can run, fastest last.
  package static var loops: [VectorLoops] { instructionSets.compactMap { loops(for: $0) } }

  #if arch(x86_64)
    /// The registers EAX, EBX, ECX and EDX after CPUID (Intel's manual, volume 2, CPUID).
    private static func identify(
      _ leaf: UInt32, _ part: UInt32 = 0
    ) -> (a: UInt32, b: UInt32, c: UInt32, d: UInt32) {
      var (a, b, c, d): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
      guard __get_cpuid_count(leaf, part, &a, &b, &c, &d) != 0 else { return (0, 0, 0, 0) }
      return (a, b, c, d)
    }

    private static func bits(_ value: UInt32, _ positions: UInt32...) -> Bool {
      positions.allSatisfy { value >> $0 & 1 == 1 }
    }

    /// Whether the operating system saves registers of a kind for a program: 2 is the upper halves of AVX registers, 7 the
    /// upper sixteen AVX-512 registers.
    ///
    /// The area for them extends to the end of the last saved kind. CPUID reports the offset and the size of each, which
    /// differ between manufacturers.
    private static func saves(_ kind: UInt32) -> Bool {
      let (size, start, _, _) = identify(0xD, kind)
      return identify(0xD).b >= start + size
    }

    /// Whether it has AVX2, FMA, BMI, BMI2, F16C, LZCNT and MOVBE, the set called haswell, and OSXSAVE, so that the system
    /// saves registers.
    private static var hasAVX2: Bool {
      bits(identify(1).c, 12, 22, 27, 28, 29) && bits(identify(7).b, 3, 5, 8)
        && bits(identify(0x8000_0001).c, 5) && saves(2)
    }

    /// Whether it has AVX-512 F, DQ, CD, BW and VL, ADX, CLWB and RDSEED, the set called skylake-avx512.
    private static var hasAVX512: Bool {
      bits(identify(7).b, 16, 17, 18, 19, 24, 28, 30, 31) && saves(7)
    }
  #endif
}
