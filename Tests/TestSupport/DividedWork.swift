import Autodiff

/// Into how many parts work was divided at most.
package final class Division: @unchecked Sendable {
  package fileprivate(set) var parts = 1

  package init() {}
}

extension Workers {
  /// One thread that computes the parts in the wrong order.
  package static func backwards(_ count: Int, _ division: Division = Division()) -> Workers {
    Workers(count: count) { parts, body in
      division.parts = max(division.parts, parts)
      for part in (0..<parts).reversed() { body(part) }
    }
  }
}
