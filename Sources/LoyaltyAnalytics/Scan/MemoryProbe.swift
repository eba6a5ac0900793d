internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Ends the process with a message where the system would not give so much memory, and what everything
/// else needs beside it. An array of Swift that gets no memory ends it by a signal; so before a table
/// grows there has to be more than it takes.
@inline(never)
func expectMemory(_ count: Int) {
  let size = count + (16 << 20)
  let start = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let start = unsafe start, unsafe start != MAP_FAILED else { endOutOfMemory() }
  unsafe munmap(start, size)
}

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
