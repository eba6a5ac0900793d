import LoyaltyAnalytics

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The end of the process where the system refuses memory: a message and status 1.
enum OutOfMemory {
  /// Sees to it; the message is there already, because nothing can be allocated then.
  static func prepare() {
    MemoryExhaustion.setHandler {
      let message: StaticString =
        "analyze: out of memory: the system has refused more; --memory SIZE makes it use less\n"
      _ = unsafe write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(1)
    }
  }
}
