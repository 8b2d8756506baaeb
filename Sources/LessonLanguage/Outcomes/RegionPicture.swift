import Learning

/// The content of `plot net on moons`: a trained network over the two features of its data, with samples.
package struct RegionPicture: Sendable, Equatable {
  /// The meaning of the numbers in the grid and of the samples.
  package enum Output: Sendable, Equatable {
    /// A class, as an index into these names.
    case classes([String])
    /// A number, the value of this target.
    case number(String)
  }

  package struct Sample: Sendable, Equatable {
    package let x: Double
    package let y: Double
    package let target: Double
    package let predicted: Double
    package let part: Split.Part

    package init(x: Double, y: Double, target: Double, predicted: Double, part: Split.Part) {
      self.x = x
      self.y = y
      self.target = target
      self.predicted = predicted
      self.part = part
    }
  }

  /// A part of the data.
  package struct Part: Sendable, Equatable {
    package let part: Split.Part
    package let samples: Int
    /// The number of samples whose class is predicted wrongly; `nil` for numbers.
    package let wrong: Int?

    package init(part: Split.Part, samples: Int, wrong: Int?) {
      self.part = part
      self.samples = samples
      self.wrong = wrong
    }
  }

  package let model: String
  package let data: String
  package let output: Output
  package let grid: PlaneGrid
  /// The samples that are drawn: all of them if there are few.
  package let samples: [Sample]
  package let parts: [Part]

  package init(
    model: String, data: String, output: Output, grid: PlaneGrid, samples: [Sample], parts: [Part]
  ) {
    self.model = model
    self.data = data
    self.output = output
    self.grid = grid
    self.samples = samples
    self.parts = parts
  }
}
