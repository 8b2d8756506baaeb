import Learning
import Synchronization
import Text

/// Data sets in memory, each read once for all runs that use it.
final class DataStore: Sendable {
  private let known = Mutex<[(source: DataSource, loaded: DataSource.Loaded)]>([])

  func load(_ source: DataSource) throws(Diagnostic) -> DataSource.Loaded {
    var key = source
    // Only built-in data sets are drawn by a seed.
    if BuiltInData.all[source.name] == nil { key.seed = 0 }
    return try known.withLock { (known) throws(Diagnostic) in
      if let entry = known.first(where: { $0.source == key }) { return entry.loaded }
      let loaded = try source.load()
      known.append((key, loaded))
      return loaded
    }
  }
}
