/// A large value that copies share until one of them changes it. A copy only retains a reference.
struct CopyOnWrite<Value: Sendable>: Sendable {
  // A box is changed only while it is uniquely referenced.
  private final class Box: @unchecked Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  init(_ value: Value) { box = Box(value) }

  var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}
