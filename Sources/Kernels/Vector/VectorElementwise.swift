#if AVX2 || AVX512
  import Kernels
#endif

/// A loop over whole arrays, a register at a time. The remainder is computed in a padded register, so that each element is the
/// same at any position. Bounds: each input and the output have `count` elements, or the input has one and stride 0; the
/// output may be the memory of an input.
struct LaneLoops: FunctionMaker {
  @inline(__always)
  func unary(_ f: @escaping @Sendable (Lanes) -> Lanes) -> VectorLoop {
    VectorLoop { map($0, $1, $2, f) }
  }

  @inline(__always)
  func binary(_ f: @escaping @Sendable (Lanes, Lanes) -> Lanes) -> VectorLoop {
    VectorLoop { zip($0, $1, $2, f) }
  }

  @inline(__always)
  func ternary(_ f: @escaping @Sendable (Lanes, Lanes, Lanes) -> Lanes) -> VectorLoop {
    VectorLoop { zip($0, $1, $2, f) }
  }

  @inline(__always)
  func quaternary(_ f: @escaping @Sendable (Lanes, Lanes, Lanes, Lanes) -> Lanes) -> VectorLoop {
    VectorLoop { zip($0, $1, $2, f) }
  }

  @inline(__always)
  func senary(
    _ f: @escaping @Sendable (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) -> Lanes
  ) -> VectorLoop {
    VectorLoop { zip($0, $1, $2, f) }
  }
}

@inline(__always)
private func operand(_ inputs: UnsafeRawPointer, _ position: Int) -> Kernel.Operand<Float> {
  inputs.assumingMemoryBound(to: Kernel.Operand<Float>.self)[position]
}

/// Stores register by register, and finally the remainder, which is less than a register.
@inline(__always)
func fill(
  _ out: UnsafeMutablePointer<Float>, _ count: Int, _ whole: (Int) -> Lanes,
  rest: (Int, Int) -> Lanes
) {
  var i = 0
  let last = count &- Lanes.scalarCount
  while i <= last {
    whole(i).store(out + i)
    i &+= Lanes.scalarCount
  }
  if i < count { rest(i, count &- i).store(out + i, count &- i) }
}

@inline(__always)
private func map(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Lanes) -> Lanes
) {
  let x = operand(inputs, 0).start
  fill(out, count) {
    f(.load(x + $0))
  } rest: {
    f(.load(x + $0, $1))
  }
}

// There is a loop for each combination of strides.

@inline(__always)
private func zip(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Lanes, Lanes) -> Lanes
) {
  let (a, b) = (operand(inputs, 0), operand(inputs, 1))
  let (x, y) = (a.start, b.start)
  switch (a.stride, b.stride) {
  case (0, 0):
    let value = f(first(a), first(b))
    fill(out, count) { _ in
      value
    } rest: { _, _ in
      value
    }
  case (0, _):
    let a = first(a)
    fill(out, count) {
      f(a, .load(y + $0))
    } rest: {
      f(a, .load(y + $0, $1))
    }
  case (_, 0):
    let b = first(b)
    fill(out, count) {
      f(.load(x + $0), b)
    } rest: {
      f(.load(x + $0, $1), b)
    }
  default:
    fill(out, count) {
      f(.load(x + $0), .load(y + $0))
    } rest: {
      f(.load(x + $0, $1), .load(y + $0, $1))
    }
  }
}

@inline(__always)
private func zip(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Lanes, Lanes, Lanes) -> Lanes
) {
  let (a, b, c) = (operand(inputs, 0), operand(inputs, 1), operand(inputs, 2))
  let (x, y, z) = (a.start, b.start, c.start)
  switch (a.stride, b.stride, c.stride) {
  case (1, 0, 1):
    let b = first(b)
    fill(out, count) {
      f(.load(x + $0), b, .load(z + $0))
    } rest: {
      f(.load(x + $0, $1), b, .load(z + $0, $1))
    }
  case (1, 1, 0):
    let c = first(c)
    fill(out, count) {
      f(.load(x + $0), .load(y + $0), c)
    } rest: {
      f(.load(x + $0, $1), .load(y + $0, $1), c)
    }
  default:
    fill(out, count) {
      f(lanes(a, $0), lanes(b, $0), lanes(c, $0))
    } rest: {
      f(lanes(a, $0, $1), lanes(b, $0, $1), lanes(c, $0, $1))
    }
  }
}

@inline(__always)
private func zip(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Lanes, Lanes, Lanes, Lanes) -> Lanes
) {
  let (a, b) = (operand(inputs, 0), operand(inputs, 1))
  let (c, d) = (operand(inputs, 2), operand(inputs, 3))
  let (y, w) = (b.start, d.start)
  switch (a.stride, b.stride, c.stride, d.stride) {
  case (0, 1, 0, 1):
    let (a, c) = (first(a), first(c))
    fill(out, count) {
      f(a, .load(y + $0), c, .load(w + $0))
    } rest: {
      f(a, .load(y + $0, $1), c, .load(w + $0, $1))
    }
  default:
    fill(out, count) {
      f(lanes(a, $0), lanes(b, $0), lanes(c, $0), lanes(d, $0))
    } rest: {
      f(lanes(a, $0, $1), lanes(b, $0, $1), lanes(c, $0, $1), lanes(d, $0, $1))
    }
  }
}

@inline(__always)
private func zip(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int,
  _ f: (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) -> Lanes
) {
  let (a, b, c) = (operand(inputs, 0), operand(inputs, 1), operand(inputs, 2))
  let (d, x, y) = (operand(inputs, 3), operand(inputs, 4), operand(inputs, 5))
  if (a.stride, b.stride, c.stride, d.stride, x.stride, y.stride) == (1, 0, 1, 0, 1, 0) {
    let (a, c, x) = (a.start, c.start, x.start)
    let (b, d, y) = (first(b), first(d), first(y))
    fill(out, count) {
      f(.load(a + $0), b, .load(c + $0), d, .load(x + $0), y)
    } rest: {
      f(.load(a + $0, $1), b, .load(c + $0, $1), d, .load(x + $0, $1), y)
    }
  } else {
    fill(out, count) {
      f(
        lanes(a, $0), lanes(b, $0), lanes(c, $0), lanes(d, $0), lanes(x, $0), lanes(y, $0))
    } rest: {
      f(
        lanes(a, $0, $1), lanes(b, $0, $1), lanes(c, $0, $1), lanes(d, $0, $1), lanes(x, $0, $1),
        lanes(y, $0, $1))
    }
  }
}

/// An input's first element in every lane.
@inline(__always) private func first(_ input: Kernel.Operand<Float>) -> Lanes {
  Lanes(repeating: input.start.pointee)
}

/// A register of an input starting at element i, or its single element in every lane.
@inline(__always) private func lanes(_ input: Kernel.Operand<Float>, _ i: Int) -> Lanes {
  input.stride == 0 ? first(input) : .load(input.start + i)
}

/// The remainder of an input, less than a register.
@inline(__always)
private func lanes(_ input: Kernel.Operand<Float>, _ i: Int, _ count: Int) -> Lanes {
  input.stride == 0 ? first(input) : .load(input.start + i, count)
}
