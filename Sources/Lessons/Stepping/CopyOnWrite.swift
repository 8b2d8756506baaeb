/// A large value that its copies share until one of them changes it: to copy it is to count a reference.
struct CopyOnWrite<Value: Sendable>: Sendable {
  // Only a box that nobody else holds is changed.
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
