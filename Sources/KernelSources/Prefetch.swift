import Builtin

/// Asks for the cache lines of `count` bytes that are needed soon; see `PrefetchBytes`.
///
/// The intrinsics header spells prefetching as a macro, which Swift does not import; the compiler's
/// own intrinsic serves every processor.
func prefetchBytes(
  _ address: UnsafeRawPointer, _ count: Int, _ earlier: UnsafeRawPointer
) -> UInt8 {
  askForLinesInSecondCache(address, count)
  // A page that is not mapped yet ignores such requests, but not a load. A load of what was asked
  // for just now would hold up what follows until it comes from memory.
  return earlier.load(as: UInt8.self)
}

/// Asks for the lines of a few bytes that are needed soon in the first cache.
@inline(__always)
func askForLines(_ address: UnsafeRawPointer, _ count: Int) {
  var offset = 0
  while offset < count {
    // A read (0) of data (1) into all caches (3).
    Builtin.int_prefetch_RawPointer(
      (address + offset)._rawValue, (0 as Int32)._value, (3 as Int32)._value, (1 as Int32)._value)
    offset &+= 64
  }
}

/// The same in the second cache, for what is needed a little later.
///
/// The first cache can wait for some twenty lines at a time, and loads from the second cache would
/// stand behind those that come from memory.
@inline(__always)
func askForLinesInSecondCache(_ address: UnsafeRawPointer, _ count: Int) {
  var offset = 0
  while offset < count {
    // The same into the caches behind the first (2).
    Builtin.int_prefetch_RawPointer(
      (address + offset)._rawValue, (0 as Int32)._value, (2 as Int32)._value, (1 as Int32)._value)
    offset &+= 64
  }
}
