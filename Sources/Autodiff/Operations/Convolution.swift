import Kernels
import Text

extension Operation {
  /// x ⋆ k, cross-correlation as in PyTorch: out[n,o,i,j] = Σ_c,u,v x[n,c,i·s+u−p,j·s+v−p] · k[o,c,u,v].
  ///
  /// Shapes [height, width] with [kh, kw], or [n, c, h, w] with [out, in, kh, kw]. dx is the full
  /// convolution of g with k, dk the correlation of x with g; both are separate operations. Inputs: x, k.
  package static func convolution(stride: Int, padding: Int) -> Operation {
    let setting = ConvolutionSetting(stride: stride, padding: padding)
    return Operation(
      "conv2d",
      shape: { (shapes) throws(Diagnostic) in
        try setting.check(shapes[0], shapes[1])
        let sizes = setting.sizes(shapes[0], shapes[1])
        let plane = [sizes.window.outputHeight, sizes.window.outputWidth]
        return Shape(shapes[0].rank == 2 ? plane : [sizes.batch, sizes.outputs] + plane)
      },
      computation: .whole { shapes, _ in .convolution(setting.sizes(shapes[0], shapes[1])) },
      gradient: { graph, place in
        let (x, k, g) = (place.inputs[0], place.inputs[1], place.arriving)
        if place.position == 0 {
          return .whole(graph.emit(.convolutionImageGradient(setting, of: graph[x].shape), g, k))
        }
        return .whole(graph.emit(.convolutionKernelGradient(setting, of: graph[k].shape), g, x))
      },
      symbols: { .operation("conv2d", $0, options: setting.options()) },
      element: { offset, inputs, _ in
        let sizes = setting.sizes(inputs[0].shape, inputs[1].shape)
        return products(sizes, inputs[0], inputs[1]) { body in
          let plane = sizes.window.outputHeight * sizes.window.outputWidth
          let position = offset % plane
          sizes.forEachProduct(
            example: offset / plane / sizes.outputs, output: offset / plane % sizes.outputs,
            row: position / sizes.window.outputWidth, column: position % sizes.window.outputWidth,
            body)
        }
      },
      work: { shapes in setting.sizes(shapes[0], shapes[1]).productsOfElement },
      scratch: { shapes in setting.sizes(shapes[0], shapes[1]).scratch },
      leftOut: { LeftOut("conv2d", setting.sizes($0[0], $0[1]).window) })
  }

  /// The gradient of a convolution by its image, a transposed convolution: dx = Σ g · k over the windows that cover x.
  /// Inputs: g, k.
  static func convolutionImageGradient(_ setting: ConvolutionSetting, of image: Shape) -> Operation
  {
    Operation(
      "conv_transpose2d", shape: { (_) throws(Diagnostic) in image },
      computation: .whole { shapes, _ in .imageGradient(setting.sizes(image, shapes[1])) },
      gradient: { graph, place in
        let (g, k, u) = (place.inputs[0], place.inputs[1], place.arriving)
        if place.position == 0 { return .whole(graph.emit(setting.operation, u, k)) }
        return .whole(graph.emit(.convolutionKernelGradient(setting, of: graph[k].shape), g, u))
      },
      symbols: { .operation("conv_transpose2d", $0, options: setting.options()) },
      element: { offset, inputs, _ in
        let sizes = setting.sizes(image, inputs[1].shape)
        return products(sizes, inputs[0], inputs[1]) { body in
          sizes.forEachProduct { if $0 == offset { body($2, $1) } }
        }
      },
      work: { shapes in setting.sizes(image, shapes[1]).products / Double(Swift.max(image.count, 1))
      },
      scratch: { shapes in setting.sizes(image, shapes[1]).scratch })
  }

  /// The gradient of a convolution by its kernel, the correlation of x with g: dk = Σ x · g over the positions of the window.
  /// Inputs: g, x. For planes with stride 1, that is again a convolution.
  static func convolutionKernelGradient(_ setting: ConvolutionSetting, of kernel: Shape)
    -> Operation
  {
    Operation(
      "correlation", shape: { (_) throws(Diagnostic) in kernel },
      computation: .whole { shapes, _ in .kernelGradient(setting.sizes(shapes[1], kernel)) },
      gradient: { graph, place in
        let (g, x, u) = (place.inputs[0], place.inputs[1], place.arriving)
        if place.position == 0 { return .whole(graph.emit(setting.operation, x, u)) }
        return .whole(graph.emit(.convolutionImageGradient(setting, of: graph[x].shape), g, u))
      },
      symbols: {
        let isPlain = kernel.rank == 2 && setting.stride == 1
        return .operation(
          isPlain ? "conv2d" : "correlation", [$0[1], $0[0]], options: setting.options())
      },
      element: { offset, inputs, _ in
        let sizes = setting.sizes(inputs[1].shape, kernel)
        return products(sizes, inputs[1], inputs[0]) { body in
          sizes.forEachProduct { if $1 == offset { body($0, $2) } }
        }
      },
      work: { shapes in
        setting.sizes(shapes[1], kernel).products / Double(Swift.max(kernel.count, 1))
      },
      scratch: { shapes in setting.sizes(shapes[1], kernel).scratch })
  }
}

/// The stride and padding of a convolution.
struct ConvolutionSetting: Sendable {
  let stride: Int
  let padding: Int

  var operation: Operation { .convolution(stride: stride, padding: padding) }

  func options() -> [Formula.Option] {
    var options: [Formula.Option] = []
    if stride != 1 { options.append(.init(name: "stride", value: .number(Double(stride)))) }
    if padding != 0 { options.append(.init(name: "padding", value: .number(Double(padding)))) }
    return options
  }

  func check(_ image: Shape, _ kernel: Shape) throws(Diagnostic) {
    let isPlane = image.rank == 2 && kernel.rank == 2
    guard isPlane || (image.rank == 4 && kernel.rank == 4) else {
      throw Diagnostic(
        "'conv2d' slides [kh, kw] over [height, width] or [out, in, kh, kw] over [n, c, h, w], not "
          + "\(kernel) over \(image)")
    }
    guard isPlane || image.sizes[1] == kernel.sizes[1] else {
      throw Diagnostic(
        "'conv2d' cannot slide \(kernel) over \(image): \(image.sizes[1]) channels against "
          + "\(kernel.sizes[1])")
    }
    let window = sizes(image, kernel).window
    guard kernel.count > 0, window.windowHeight <= window.height + 2 * padding,
      window.windowWidth <= window.width + 2 * padding
    else {
      throw Diagnostic("'conv2d' cannot fit \(kernel) into \(image) with padding \(padding)")
    }
  }

  func sizes(_ image: Shape, _ kernel: Shape) -> ConvolutionSizes {
    let x = image.sizes
    let k = kernel.sizes
    let window = Window(
      height: x[x.count - 2], width: x[x.count - 1], windowHeight: k[k.count - 2],
      windowWidth: k[k.count - 1], stride: stride, padding: padding)
    return ConvolutionSizes(
      batch: x.count == 2 ? 1 : x[0], inputs: x.count == 2 ? 1 : x[1],
      outputs: k.count == 2 ? 1 : k[0], window: window)
  }
}

extension ConvolutionSizes {
  /// The number of products that are summed in one element of the result.
  fileprivate var productsOfElement: Double {
    Double(inputs) * Double(window.windowHeight) * Double(window.windowWidth)
  }

  private var resultsOfPlane: Double { Double(window.outputHeight) * Double(window.outputWidth) }

  /// The number of products in the whole result.
  fileprivate var products: Double {
    Double(batch) * Double(outputs) * resultsOfPlane * productsOfElement
  }

  /// The elements of the patch matrix of one image, and the start of each row of the windows.
  fileprivate var scratch: Double { productsOfElement * (resultsOfPlane + 6) }
}

/// Σ a·b over the pairs of offsets that `visit` passes.
private func products(
  _ sizes: ConvolutionSizes, _ a: Operation.Operand, _ b: Operation.Operand,
  visit: ((Int, Int) -> Void) -> Void
) -> Formula {
  var pairs: [(Int, Int)] = []
  visit { pairs.append(($0, $1)) }
  return .sum(count: pairs.count) {
    a.formula(pairs[$0].0) * b.formula(pairs[$0].1)
  } value: {
    a.tensor[pairs[$0].0] * b.tensor[pairs[$0].1]
  }
}
