internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Whether a thread has said already that there is no memory.
private let isEnding = Atomic(false)

/// Ends the process with a message and status 1 where the system refuses memory for tables.
///
/// Nothing is printed before all is added up, and temporary files have no names, so that nothing is
/// left behind. Allocates nothing; of several threads only one speaks.
@inline(never)
func endOutOfMemory() -> Never {
  guard !isEnding.exchange(true, ordering: .relaxed) else { while true { pause() } }
  let message: StaticString =
    "analyze: out of memory: the system has refused more; --memory SIZE makes it use less\n"
  _ = unsafe write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
  _exit(1)
}
