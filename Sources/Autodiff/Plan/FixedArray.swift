/// An array at a fixed address, whose elements are read without reference counting.
final class FixedArray<Element> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  /// Allocates memory, which the caller initializes.
  init(count: Int) {
    self.count = count
    start = .allocate(capacity: Swift.max(count, 1))
  }

  convenience init(_ values: [Element]) {
    self.init(count: values.count)
    for (position, value) in values.enumerated() { (start + position).initialize(to: value) }
  }

  @inline(__always) func visit(_ body: (Element) -> Void) {
    for i in 0..<count { body(start[i]) }
  }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }
}
