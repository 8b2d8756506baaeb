import Kernels

/// Memory for a tensor that outlives the plans which read and write it: a parameter, an optimizer's state, a batch.
///
/// Whoever runs a plan sees to it that no other thread uses its storage meanwhile.
public final class Storage<S: Scalar>: @unchecked Sendable {
  public let shape: Shape
  public let start: UnsafeMutablePointer<S>

  public var count: Int { shape.count }

  /// Zeros.
  public init(_ shape: Shape) {
    self.shape = shape
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: Swift.max(shape.count, 1) * MemoryLayout<S>.stride, alignment: 64)
    start = bytes.bindMemory(to: S.self, capacity: Swift.max(shape.count, 1))
    start.initialize(repeating: 0, count: Swift.max(shape.count, 1))
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }

  public convenience init(_ tensor: Tensor) {
    self.init(tensor.shape)
    self.tensor = tensor
  }

  /// The elements as Double; setting rounds them.
  public var tensor: Tensor {
    get { Tensor(shape, elements.map { Double($0) }) }
    set {
      precondition(newValue.count == count, "a storage keeps its size")
      for i in 0..<count { start[i] = S(newValue[i]) }
    }
  }

  /// The elements as they are.
  public var elements: [S] {
    get { Array(UnsafeBufferPointer(start: start, count: count)) }
    set {
      precondition(newValue.count == count, "a storage keeps its size")
      for i in 0..<count { start[i] = newValue[i] }
    }
  }

  public var isFinite: Bool {
    UnsafeBufferPointer(start: start, count: count).allSatisfy { $0.isFinite }
  }

  func copy(from source: UnsafePointer<S>) { start.update(from: source, count: count) }

  /// Takes over the elements of a storage of the same size.
  public func copy(from other: Storage<S>) {
    precondition(other.count == count, "a storage keeps its size")
    copy(from: UnsafePointer(other.start))
  }
}

/// The variables that a plan is bound to: numbers are kept in Double, so that what is computed of numbers alone, as 1 − β₂ᵗ, is not
/// rounded to the type of the tensors on its way.
public struct Variables<S: Scalar> {
  private(set) var tensors: [NodeID: Storage<S>] = [:]
  private(set) var numbers: [NodeID: Storage<Double>] = [:]

  public init() {}

  public mutating func bind(_ variable: NodeID, to storage: Storage<S>) {
    tensors[variable] = storage
  }

  public mutating func bind(_ variable: NodeID, toNumber storage: Storage<Double>) {
    numbers[variable] = storage
  }
}

/// A type that plans compute in.
public protocol PlanScalar: Scalar {
  static func loop(of kernel: Kernel) -> Kernel.Loop<Self>
  /// Runs a plan, compiled for this type.
  static func run(_ plan: Plan<Self>)
}

extension Float: PlanScalar {
  public static func loop(of kernel: Kernel) -> Kernel.Loop<Float> { kernel.float }
  public static func run(_ plan: Plan<Float>) { plan.perform() }
}

extension Double: PlanScalar {
  public static func loop(of kernel: Kernel) -> Kernel.Loop<Double> { kernel.double }
  public static func run(_ plan: Plan<Double>) { plan.perform() }
}
