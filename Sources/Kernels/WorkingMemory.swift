/// Memory for each thread that computes a part of a result: taken when the part is first computed, kept for the next time.
public final class WorkingMemory: @unchecked Sendable {
  /// As many parts as there can be.
  @usableFromInline static var most: Int { 256 }
  @usableFromInline let slots: UnsafeMutablePointer<UnsafeMutableRawPointer?>

  public init() {
    slots = .allocate(capacity: Self.most)
    slots.initialize(repeating: nil, count: Self.most)
  }

  deinit {
    for slot in 0..<Self.most { slots[slot]?.deallocate() }
    slots.deallocate()
  }

  /// At least `count` elements for one part, of the same count at every call.
  @inlinable public func elements<S: Scalar>(
    of part: Int, count: Int, _: S.Type
  ) -> UnsafeMutablePointer<S> {
    precondition(part < Self.most, "work is divided into at most 256 parts")
    let memory =
      slots[part]
      ?? .allocate(byteCount: Swift.max(count, 1) * MemoryLayout<S>.stride, alignment: 64)
    slots[part] = memory
    return memory.bindMemory(to: S.self, capacity: Swift.max(count, 1))
  }
}
