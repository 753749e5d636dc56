#if arch(x86_64)
import Builtin
#endif

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Tells the core that this thread waits in a loop.
@inline(__always)
func spinPause() {
  #if arch(x86_64)
  // The intrinsics header only declares `_mm_pause`, which Swift would call and not find.
  Builtin.int_x86_sse2_pause()
  #endif
}

/// Lets another thread have this core.
func yieldProcessor() {
  sched_yield()
}
