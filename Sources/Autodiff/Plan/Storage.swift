import Kernels

/// The elements of one tensor in memory: a parameter, an optimizer's state or a batch, which outlive the plans that use them,
/// or a value of one plan.
///
/// The caller of a plan must ensure that no other thread uses its storage at the same time.
package final class Storage<S: Scalar>: @unchecked Sendable {
  package let shape: Shape
  /// Whether a matrix is in memory column by column.
  package let isTransposed: Bool
  package let start: UnsafeMutablePointer<S>

  package var count: Int { shape.count }

  /// Zeros.
  package init(_ shape: Shape, isTransposed: Bool = false) {
    precondition(!isTransposed || shape.rank == 2, "only a matrix can be transposed")
    (self.shape, self.isTransposed) = (shape, isTransposed)
    let count = Registers.filled(Swift.max(shape.count, 1))
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<S>.stride, alignment: 64)
    start = bytes.bindMemory(to: S.self, capacity: count)
    start.initialize(repeating: 0, count: count)
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }

  package convenience init(_ tensor: Tensor) {
    self.init(tensor.shape, tensor.elements)
  }

  /// Numbers, rounded.
  package convenience init(_ shape: Shape, _ numbers: [Double]) {
    self.init(shape)
    precondition(numbers.count == count, "a storage has as many elements as its shape")
    S.round(numbers, into: start)
  }

  /// The elements as Double; setting rounds them.
  package var tensor: Tensor {
    get { Tensor(shape, elements.map { Double($0) }) }
    set {
      precondition(newValue.count == count, "a storage keeps its size")
      elements = newValue.elements.map { S($0) }
    }
  }

  /// The elements as they are, row by row.
  package var elements: [S] {
    get {
      if !isTransposed { return Array(UnsafeBufferPointer(start: start, count: count)) }
      let (rows, columns) = (shape.sizes[0], shape.sizes[1])
      return Array(unsafeUninitializedCapacity: count) { rowByRow, filled in
        S.transpose(start, rows: columns, columns: rows, into: rowByRow)
        filled = count
      }
    }
    set {
      precondition(newValue.count == count, "a storage keeps its size")
      newValue.withUnsafeBufferPointer { rowByRow in
        guard let first = rowByRow.baseAddress else { return }
        if !isTransposed { return copy(from: first) }
        let memory = UnsafeMutableBufferPointer(start: start, count: count)
        S.transpose(first, rows: shape.sizes[0], columns: shape.sizes[1], into: memory)
      }
    }
  }

  package var isFinite: Bool { S.areFinite(start, count) }

  func copy(from source: UnsafePointer<S>) { start.update(from: source, count: count) }

  /// Takes over the elements of a storage of the same size.
  package func copy(from other: Storage<S>) {
    precondition(other.count == count, "a storage keeps its size")
    precondition(other.isTransposed == isTransposed, "a storage keeps its order")
    copy(from: UnsafePointer(other.start))
  }
}

/// Memory is padded to a multiple of the widest register, so that loops may run beyond the last element.
enum Registers {
  static var widest: Int { 16 }

  /// The number of elements, rounded up to fill a register.
  static func filled(_ count: Int) -> Int { (count + widest - 1) / widest * widest }
}

/// The variables of a plan. Numbers are kept in Double, so that results computed only from numbers, such as 1 − β₂ᵗ, are not
/// rounded to the type of the tensors.
package struct Variables<S: Scalar> {
  private(set) var tensors: [NodeID: Storage<S>] = [:]
  private(set) var numbers: [NodeID: Storage<Double>] = [:]

  package init() {}

  package mutating func bind(_ variable: NodeID, to storage: Storage<S>) {
    tensors[variable] = storage
  }

  package mutating func bind(_ variable: NodeID, toNumber storage: Storage<Double>) {
    numbers[variable] = storage
  }
}

/// A type in which plans compute.
package protocol PlanScalar: Scalar {
  static func loop(of kernel: Kernel) -> Kernel.Loop<Self>
  /// See `Kernel.Binding`.
  static func binding(of kernel: Kernel) -> Kernel.Binding<Self>
  /// See `Kernel.Combination`.
  static func combination(of kernel: Kernel) -> Kernel.Combination<Self>
  /// The loop as a function of pointers, if it is one.
  static func vectorLoop(of kernel: Kernel) -> VectorLoop?
  /// Whether a plan may compute a / n as a · (1 / n) and s · (t · x) as (s · t) · x for numbers n, s and t, which are Double.
  static var regroupsNumbers: Bool { get }
  /// Runs a plan, compiled for this type.
  static func run(_ plan: Plan<Self>)
  /// Computes one thread's share of an instruction, compiled for this type.
  static func compute(_ instruction: Instruction<Self>, _ part: Int)
}

extension Float: PlanScalar {
  package static func loop(of kernel: Kernel) -> Kernel.Loop<Float> { kernel.float }
  package static func binding(of kernel: Kernel) -> Kernel.Binding<Float> { kernel.floatBinding }
  package static func combination(of kernel: Kernel) -> Kernel.Combination<Float> {
    kernel.floatCombination
  }
  package static func vectorLoop(of kernel: Kernel) -> VectorLoop? { kernel.vector }
  package static var regroupsNumbers: Bool { true }
  package static func run(_ plan: Plan<Float>) { plan.perform() }
  package static func compute(_ instruction: Instruction<Float>, _ part: Int) {
    instruction.compute(part)
  }
}

extension Double: PlanScalar {
  package static func loop(of kernel: Kernel) -> Kernel.Loop<Double> { kernel.double }
  package static func binding(of kernel: Kernel) -> Kernel.Binding<Double> { kernel.doubleBinding }
  package static func combination(of kernel: Kernel) -> Kernel.Combination<Double> {
    kernel.doubleCombination
  }
  package static func vectorLoop(of kernel: Kernel) -> VectorLoop? { nil }
  package static var regroupsNumbers: Bool { false }
  package static func run(_ plan: Plan<Double>) { plan.perform() }
  package static func compute(_ instruction: Instruction<Double>, _ part: Int) {
    instruction.compute(part)
  }
}
