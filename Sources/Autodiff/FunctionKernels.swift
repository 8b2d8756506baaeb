import Kernels

// All kernels of functions are made in this file, because a debug build specializes only within a file.

extension Kernel {
  /// f(x), f(a, b) and so on, element by element.
  init(_ function: ElementwiseFunction) {
    self.init(
      vector: VectorLoops.current.elementwise(function),
      double: function.make(ScalarLoops<Double>()).run)
  }

  /// f(x, setting), element by element.
  init(_ function: ElementwiseFunction, setting: Double) {
    let kernel = Kernel(function)
    self.init(
      float: { $0.with(setting, kernel.float) }, double: { $0.with(setting, kernel.double) })
  }

  /// A function of each row along the last axis; the inputs are x, or y and x. A function that has numbers besides its rows
  /// writes them to a third operand.
  init(_ function: RowFunction, _ shapes: [Shape]) {
    let count = shapes[0].sizes[shapes[0].rank - 1]
    let (rows, hasTarget) = (shapes[0].count / count, shapes.count == 2)
    self.init(
      float: { $0.rows(function, rows, count, hasTarget).computeByVectors(function) },
      double: { $0.rows(function, rows, count, hasTarget).compute(function) })
  }
}

extension Kernel.Run {
  fileprivate func rows(
    _ function: RowFunction, _ rows: Int, _ count: Int, _ hasTarget: Bool
  ) -> Rows<S> {
    Rows(
      rows: rows, count: count, inputs[hasTarget ? 1 : 0].start,
      target: hasTarget ? inputs[0].start : nil, into: out,
      numbers: function.hasBoth ? UnsafeMutablePointer(mutating: inputs[2].start) : nil)
  }

  /// Runs a loop with two inputs, of which the second is a number.
  fileprivate func with(_ number: Double, _ loop: Kernel.Loop<S>) {
    withUnsafePointer(to: S(number)) { number in
      withUnsafeTemporaryAllocation(of: Kernel.Operand<S>.self, capacity: 2) { operands in
        operands.initializeElement(at: 0, to: inputs[0])
        operands.initializeElement(at: 1, to: Kernel.Operand(start: number, stride: 0))
        loop(Kernel.Run(count: count, inputs: UnsafePointer(operands.baseAddress!), out: out))
      }
    }
  }
}
