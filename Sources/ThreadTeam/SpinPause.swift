#if arch(x86_64)
import _Builtin_intrinsics.intel
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
  _mm_pause()
  #endif
}

/// Lets another thread have this core.
func yieldProcessor() {
  sched_yield()
}
