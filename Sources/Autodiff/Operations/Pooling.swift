import Kernels
import Text

extension Operation {
  /// The largest element under each window of `size` × `size`, with stride `size`; a window that does not fit is
  /// dropped. The gradient goes to the first maximum of each window.
  package static func maxPool(size: Int) -> Operation {
    Operation(
      "max_pool", shape: pooledShape("max_pool", size),
      computation: .whole { shapes, _ in .maximumPooled(Planes(shapes[0], size)) },
      gradient: { graph, place in
        .whole(graph.emit(.maxPoolGradient(size: size), place.arriving, place.input))
      },
      symbols: { .operation("max_pool", $0 + [.number(Double(size))], options: []) },
      element: { offset, inputs, _ in
        let elements = elementsUnder(offset, inputs[0].shape, size)
        return .call(.of(.max), count: elements.count) {
          inputs[0].formula(elements[$0])
        } value: {
          inputs[0].tensor[elements[$0]]
        }
      },
      kink: { inputs in hasTiedWindow(inputs[0], size) },
      leftOut: { LeftOut("max_pool", window($0[0], size)) })
  }

  /// The gradient of max_pool: each g is passed to the first maximum under its window of x. Inputs: g, x.
  static func maxPoolGradient(size: Int) -> Operation {
    Operation(
      "max_unpool", shape: { (shapes) throws(Diagnostic) in shapes[1] },
      computation: .whole { shapes, _ in .sentToMaximum(Planes(shapes[1], size)) },
      gradient: { graph, place in
        if place.position == 1 { return .nothing }
        return .whole(graph.emit(.maxPoolPick(size: size), place.arriving, place.inputs[1]))
      },
      element: { offset, inputs, _ in
        let x = inputs[1].tensor
        var sources: [Int] = []
        x.withPointer {
          forEachMaximum(window(x.shape, size), planes: planes(x.shape), in: $0) {
            if $0 == offset { sources.append($1) }
          }
        }
        return .sum(count: sources.count) {
          inputs[0].formula(sources[$0])
        } value: {
          inputs[0].tensor[sources[$0]]
        }
      })
  }

  /// The element of u at the position of the first maximum of each window of x. Inputs: u, x.
  static func maxPoolPick(size: Int) -> Operation {
    Operation(
      "max_pool_pick",
      shape: { (shapes) throws(Diagnostic) in
        try pooledShape("max_pool_pick", size)([shapes[1]])
      },
      computation: .whole { shapes, _ in .maximumPicked(Planes(shapes[1], size)) },
      gradient: { graph, place in
        if place.position == 1 { return .nothing }
        return .whole(graph.emit(.maxPoolGradient(size: size), place.arriving, place.inputs[1]))
      },
      element: { offset, inputs, _ in
        let x = inputs[1].tensor
        var source = 0
        x.withPointer {
          forEachMaximum(window(x.shape, size), planes: planes(x.shape), in: $0) {
            if $1 == offset { source = $0 }
          }
        }
        return inputs[0].formula(source)
      })
  }

  /// The mean under each window of `size` × `size`, with stride `size`; each element receives its share.
  package static func averagePool(size: Int) -> Operation {
    Operation(
      "avg_pool", shape: pooledShape("avg_pool", size),
      computation: .whole { shapes, _ in .averaged(Planes(shapes[0], size)) },
      gradient: { graph, place in
        .whole(
          graph.emit(
            .averagePoolGradient(size: size, of: graph[place.input].shape), place.arriving))
      },
      symbols: { .operation("avg_pool", $0 + [.number(Double(size))], options: []) },
      element: { offset, inputs, _ in
        let elements = elementsUnder(offset, inputs[0].shape, size)
        return .sum(count: elements.count) {
          inputs[0].formula(elements[$0])
        } value: {
          inputs[0].tensor[elements[$0]]
        } / .number(Double(size * size))
      }, leftOut: { LeftOut("avg_pool", window($0[0], size)) })
  }

  /// The gradient of avg_pool: each g is divided evenly among the elements under its window.
  static func averagePoolGradient(size: Int, of target: Shape) -> Operation {
    Operation(
      "avg_unpool", shape: { (_) throws(Diagnostic) in target },
      computation: .whole { _, shape in .spread(Planes(shape, size)) },
      gradient: { graph, place in .whole(graph.emit(.averagePool(size: size), place.arriving)) },
      element: { offset, inputs, shape in
        var source: Int?
        forEachWindowElement(window(shape, size), planes: planes(shape)) {
          if $0 == offset { source = $1 }
        }
        return source.map { inputs[0].formula($0) / .number(Double(size * size)) } ?? .number(0)
      })
  }
}

private func window(_ shape: Shape, _ size: Int) -> Window {
  let sizes = shape.sizes
  return Window(
    height: sizes[sizes.count - 2], width: sizes[sizes.count - 1], windowHeight: size,
    windowWidth: size, stride: size)
}

private func planes(_ shape: Shape) -> Int { shape.sizes.dropLast(2).reduce(1, *) }

private func pooledShape(_ name: String, _ size: Int) -> Operation.ShapeRule {
  { (shapes) throws(Diagnostic) in
    let shape = shapes[0]
    guard shape.rank == 2 || shape.rank == 4 else {
      throw Diagnostic("'\(name)' pools [height, width] or [n, c, h, w], not \(shape)")
    }
    let window = window(shape, size)
    guard size <= window.height, size <= window.width else {
      throw Diagnostic("'\(name)' cannot fit a window of [\(size), \(size)] into \(shape)")
    }
    return Shape(shape.sizes.dropLast(2) + [window.outputHeight, window.outputWidth])
  }
}

private func elementsUnder(_ offset: Int, _ shape: Shape, _ size: Int) -> [Int] {
  var elements: [Int] = []
  forEachWindowElement(window(shape, size), planes: planes(shape)) {
    if $1 == offset { elements.append($0) }
  }
  return elements
}

private func hasTiedWindow(_ x: Tensor, _ size: Int) -> Bool {
  var isTied = false
  x.withPointer { start in
    var best: [Int: Int] = [:]
    forEachMaximum(window(x.shape, size), planes: planes(x.shape), in: start) { best[$1] = $0 }
    forEachWindowElement(window(x.shape, size), planes: planes(x.shape)) { input, output in
      if let maximum = best[output], maximum != input, start[maximum] == start[input] {
        isTied = true
      }
    }
  }
  return isTied
}
