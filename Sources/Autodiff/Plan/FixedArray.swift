/// Values that instructions are made of, in a place that does not move and is read without being counted.
final class FixedArray<Element> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  /// Room for values, which whoever takes it initializes.
  init(count: Int) {
    self.count = count
    start = .allocate(capacity: Swift.max(count, 1))
  }

  convenience init(_ values: [Element]) {
    self.init(count: values.count)
    for (position, value) in values.enumerated() { (start + position).initialize(to: value) }
  }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }
}
