import SystemMemory

/// What the program holds of the memory that the C library gives out.
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
