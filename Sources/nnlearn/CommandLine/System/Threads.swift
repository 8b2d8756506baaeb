import Autodiff
import Dispatch
import Foundation

extension Workers {
  /// So many threads of the system's pool; one where there is no more to use.
  static func threads(_ count: Int) -> Workers {
    if count <= 1 { return .one }
    return Workers(count: count) { parts, body in
      DispatchQueue.concurrentPerform(iterations: parts, execute: body)
    }
  }

  /// How many processors there are to compute on.
  static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }
}
