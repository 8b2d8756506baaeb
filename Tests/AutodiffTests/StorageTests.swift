import Kernels
import Testing

@testable import Autodiff

@Suite("Storage")
struct StorageTests {
  @Test("a transposed matrix is in memory column by column, and read and written row by row")
  func transposed() {
    func check<S: Scalar>(_: S.Type) {
      let storage = Storage<S>(Shape([2, 3]), isTransposed: true)
      storage.elements = [1, 2, 3, 4, 5, 6]
      #expect((0..<6).map { storage.start[$0] } == [1, 4, 2, 5, 3, 6])
      #expect(storage.elements == [1, 2, 3, 4, 5, 6])
      #expect(storage.tensor == Tensor(Shape([2, 3]), [1, 2, 3, 4, 5, 6]))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("an infinite element and NaN are found anywhere", arguments: [0, 6, 18])
  func odd(_ position: Int) {
    func check<S: Scalar>(_: S.Type) {
      let storage = Storage<S>(Shape([19]))
      storage.elements = [S](repeating: .greatestFiniteMagnitude, count: 19)
      #expect(storage.isFinite)
      for odd in [S.infinity, -.infinity, .nan] {
        storage.elements[position] = odd
        #expect(!storage.isFinite)
      }
    }
    check(Float.self)
    check(Double.self)
  }
}
