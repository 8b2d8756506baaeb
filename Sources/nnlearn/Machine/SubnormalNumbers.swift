/// Numbers too small for all digits of their type, which for Float are those below 1.2 · 10⁻³⁸.
///
/// The gradients of a network that fits its data become that small, and so do the means that an optimizer keeps for units that
/// no longer learn. On x86, computing with one takes many times as long as with another number.
enum SubnormalNumbers {
  /// Runs a body in which they count as 0, as operands and as results, on the calling thread and on threads that the body
  /// starts. TensorFlow and JAX train in the same way.
  ///
  /// On processors other than x86 nothing changes.
  static func ignored<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    #if arch(x86_64)
      var usual = fenv_t()
      fegetenv(&usual)
      var faster = usual
      faster.__mxcsr |= flushToZero | denormalsAreZero
      fesetenv(&faster)
      defer { fesetenv(&usual) }
    #endif
    return try body()
  }

  #if arch(x86_64)
    // Bits of the control register MXCSR (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 10.2.3).
    private static let flushToZero: UInt32 = 1 << 15
    private static let denormalsAreZero: UInt32 = 1 << 6
  #endif
}
