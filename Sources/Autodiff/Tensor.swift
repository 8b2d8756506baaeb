import Kernels

/// An array of numbers with a shape, in row-major order.
package struct Tensor: Hashable, Sendable {
  package let shape: Shape
  package private(set) var elements: [Double]

  /// `elements.count` equals the shape's count.
  package init(_ shape: Shape, _ elements: [Double]) {
    precondition(elements.count == shape.count, "a tensor has as many elements as its shape says")
    self.shape = shape
    self.elements = elements
  }

  package init(_ number: Double) {
    shape = .scalar
    elements = [number]
  }

  package init(_ shape: Shape, repeating number: Double) {
    self.shape = shape
    elements = [Double](repeating: number, count: shape.count)
  }

  package subscript(offset: Int) -> Double {
    get { elements[offset] }
    set { elements[offset] = newValue }
  }

  /// The number, if the tensor has one element.
  package var number: Double? { elements.count == 1 ? elements[0] : nil }

  package var count: Int { elements.count }

  package var isFinite: Bool { elements.allSatisfy { $0.isFinite } }
}

extension Tensor {
  /// Returns a new tensor of `shape`; `fill` sets every element.
  @inline(__always)
  init(_ shape: Shape, fill: (UnsafeMutablePointer<Double>) -> Void) {
    let count = shape.count
    self.shape = shape
    elements = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { fill(start) }
      initialized = count
    }
  }

  /// Returns this tensor repeated along the axes that the `larger` shape adds or widens.
  func broadcast(to larger: Shape) -> Tensor {
    if shape == larger { return self }
    let repeated = Repeated(shape, to: larger)
    return Tensor(larger) { out in
      withPointer { start in
        withUnsafePointer(to: Kernel.Operand(start: start, stride: 1)) {
          repeated.fill(out, larger.count, $0)
        }
      }
    }
  }

  @inline(__always)
  func withPointer<R>(_ body: (UnsafePointer<Double>) -> R) -> R {
    elements.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { return body(start) }
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: 1) {
        body(UnsafePointer($0.baseAddress!))
      }
    }
  }
}
