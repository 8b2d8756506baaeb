import Kernels

/// An array of numbers with a shape, in row-major order.
public struct Tensor: Hashable, Sendable {
  public let shape: Shape
  public private(set) var elements: [Double]

  /// `elements.count` equals the shape's count.
  public init(_ shape: Shape, _ elements: [Double]) {
    precondition(elements.count == shape.count, "a tensor has as many elements as its shape says")
    self.shape = shape
    self.elements = elements
  }

  public init(_ number: Double) {
    shape = .scalar
    elements = [number]
  }

  public init(_ shape: Shape, repeating number: Double) {
    self.shape = shape
    elements = [Double](repeating: number, count: shape.count)
  }

  public subscript(offset: Int) -> Double {
    get { elements[offset] }
    set { elements[offset] = newValue }
  }

  /// The number that a tensor of one element is.
  public var number: Double? { elements.count == 1 ? elements[0] : nil }

  public var count: Int { elements.count }

  public var isFinite: Bool { elements.allSatisfy { $0.isFinite } }
}

extension Tensor {
  /// A new tensor of `shape` whose memory `fill` sets, every element of it.
  @inline(__always)
  init(_ shape: Shape, fill: (UnsafeMutablePointer<Double>) -> Void) {
    let count = shape.count
    self.shape = shape
    elements = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { fill(start) }
      initialized = count
    }
  }

  /// A new tensor of `shape`, all 0 before `fill`.
  @inline(__always)
  init(zeros shape: Shape, fill: (UnsafeMutablePointer<Double>) -> Void) {
    self.init(shape) { out in
      out.update(repeating: 0, count: shape.count)
      fill(out)
    }
  }

  /// f(x) of each element.
  @inline(__always)
  func map(_ f: (Double) -> Double) -> Tensor {
    Tensor(shape) { out in
      elements.withUnsafeBufferPointer { a in
        if let a = a.baseAddress { mapElements(count: count, a, into: out, f) }
      }
    }
  }

  /// f(a, b) element by element, in the shape that both broadcast to.
  @inline(__always)
  static func zip(
    _ a: Tensor, _ b: Tensor, _ shape: Shape, _ f: (Double, Double) -> Double
  ) -> Tensor {
    if a.count == 1 && b.count == 1 {
      return Tensor(shape) { $0.pointee = f(a.elements[0], b.elements[0]) }
    }
    let a = a.shape == shape || a.count == 1 ? a : a.broadcast(to: shape)
    let b = b.shape == shape || b.count == 1 ? b : b.broadcast(to: shape)
    return Tensor(shape) { out in
      a.withPointer { aStart in
        b.withPointer { bStart in
          zipElements(
            count: shape.count, aStart, stride: a.count == 1 ? 0 : 1, bStart,
            stride: b.count == 1 ? 0 : 1, into: out, f)
        }
      }
    }
  }

  /// This tensor repeated along the axes that the `larger` shape adds or widens.
  func broadcast(to larger: Shape) -> Tensor {
    Tensor(larger) { out in
      withPointer { a in
        forEachOffset(sizes: larger.sizes, strides: shape.strides(broadcastTo: larger)) {
          out[$0] = a[$1]
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
