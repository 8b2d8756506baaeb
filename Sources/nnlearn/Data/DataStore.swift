import Learning
import Synchronization
import Text

/// Data sets in memory, each read once for all runs that use it.
final class DataStore: Sendable {
  /// By the description of their sources, which has every option for reading them.
  private let known = Mutex<[String: DataSource.Loaded]>([:])

  func load(_ source: DataSource) throws(Diagnostic) -> DataSource.Loaded {
    var unseeded = source
    // Only built-in data sets are drawn by a seed.
    if BuiltInData.all[source.name] == nil { unseeded.seed = 0 }
    let key = String(reflecting: unseeded)
    return try known.withLock { (known) throws(Diagnostic) in
      if let loaded = known[key] { return loaded }
      let loaded = try source.load()
      known[key] = loaded
      return loaded
    }
  }
}
