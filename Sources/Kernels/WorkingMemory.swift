/// Scratch memory for each part of a result: allocated when the part is first computed, and kept for later runs.
public final class WorkingMemory: @unchecked Sendable {
  /// The greatest number of parts, and so of threads.
  public static var most: Int { 1024 }
  @usableFromInline let slots: UnsafeMutablePointer<UnsafeMutableRawPointer?>

  public init() {
    slots = .allocate(capacity: Self.most)
    slots.initialize(repeating: nil, count: Self.most)
  }

  deinit {
    for slot in 0..<Self.most { slots[slot]?.deallocate() }
    slots.deallocate()
  }

  /// Returns memory for at least `count` elements for one part; `count` is the same at every call.
  @inlinable public func elements<S: Scalar>(
    of part: Int, count: Int, _: S.Type
  ) -> UnsafeMutablePointer<S> {
    precondition(part < Self.most, "work is divided into more parts than `most`")
    let memory =
      slots[part]
      ?? .allocate(byteCount: Swift.max(count, 1) * MemoryLayout<S>.stride, alignment: 64)
    slots[part] = memory
    return memory.bindMemory(to: S.self, capacity: Swift.max(count, 1))
  }
}
