#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A shell command with a name, and what its runs took.
struct Command {
  let name: String
  let line: String
  private(set) var seconds: [Double] = []
  private(set) var cpuSeconds: [Double] = []
  /// The largest resident memory of any of its processes in any run, in bytes.
  private(set) var peakBytes = 0

  init(name: String, line: String) {
    self.name = name
    self.line = line
  }

  /// Runs it once; the output goes nowhere.
  ///
  /// - Returns: The wait status, 0 for success.
  mutating func run(recording: Bool) -> Int32 {
    let start = Self.now()
    let process = spawn()
    guard process > 0 else { return -1 }
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let end = Self.now()
    if recording {
      seconds.append(end - start)
      cpuSeconds.append(Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
    }
    #if os(Linux)
    let unit = 1024
    #else
    let unit = 1
    #endif
    peakBytes = max(peakBytes, Int(usage.ru_maxrss) * unit)
    return status
  }

  /// Starts it with nothing but a path in its environment, so that a user's settings do not count.
  private func spawn() -> pid_t {
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
    let arguments = CStrings(["/bin/sh", "-c", "exec >/dev/null; " + line])
    let environment = CStrings(["PATH=" + path])
    var process: pid_t = 0
    let result = unsafe posix_spawn(
      &process, "/bin/sh", nil, nil, arguments.pointers, environment.pointers)
    return result == 0 ? process : -1
  }

  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}

/// Strings as C wants them, ended by a null pointer.
@safe
private struct CStrings: ~Copyable {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe []
    for string in strings { unsafe pointers.append(strdup(string)) }
    unsafe pointers.append(nil)
    unsafe self.pointers = pointers
  }

  deinit {
    for i in unsafe pointers.indices { unsafe free(pointers[i]) }
  }
}
