import SystemMemory

/// The program's memory from the C library.
enum HeapMemory {
  static var bytesInUse: Int {
    #if canImport(Darwin)
      var facts = malloc_statistics_t()
      malloc_zone_statistics(nil, &facts)
      return facts.size_in_use
    #elseif canImport(Glibc)
      let facts = mallinfo2()
      return facts.uordblks + facts.hblkhd
    #else
      return 0
    #endif
  }
}

/// Address space that is reserved for the lifetime of the value.
struct KeptMemory: ~Copyable {
  private var blocks: [(start: UnsafeMutableRawPointer, size: Int)] = []

  /// Reserves more; returns whether there was room.
  mutating func keep(_ bytes: Int) -> Bool {
    guard let start = mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANON, -1, 0),
      start != MAP_FAILED
    else { return false }
    blocks.append((start, bytes))
    return true
  }

  deinit {
    for block in blocks { munmap(block.start, block.size) }
  }
}
