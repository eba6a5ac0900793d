#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the process tells its caller.
enum ExitStatus: Int32, Error {
  /// Every byte was understood, and the result printed.
  case complete = 0
  /// Nothing was printed as a result.
  case failed = 1
  /// The command line was wrong.
  case usage = 2
  /// The result was printed, but something was rejected, cut or skipped.
  case incomplete = 3
  /// Of `diff --exit-code`: there is a difference.
  case different = 4
}

/// Ends the process. Output has been written by then: nothing is buffered in C streams but messages.
func exit(with status: ExitStatus) -> Never {
  fflush(nil)
  exit(status.rawValue)
}
