import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the machine has to offer.
enum Machine {
  /// Processors that this process may use.
  static var processorCount: Int {
    return max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Physical memory, in bytes; what a control group or `ulimit -v` allows, if that is less.
  static var memoryBytes: Int {
    var least = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    #if os(Linux)
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let text = smallFile(path), let limit = Int(text), limit > 0 { least = min(least, limit) }
    }
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
      least = min(least, Int(clamping: limit.rlim_cur))
    }
    #endif
    return least
  }

  private static func smallFile(_ path: String) -> String? {
    guard let file = try? FileDescriptor.open(FilePath(path), .readOnly) else { return nil }
    defer { try? file.close() }
    var buffer = [UInt8](repeating: 0, count: 64)
    guard let count = try? unsafe buffer.withUnsafeMutableBytes({ unsafe try file.read(into: $0) })
    else { return nil }
    return String(decoding: buffer[..<count].filter { $0 > 0x20 }, as: UTF8.self)
  }

  /// The most memory that this process has had resident, in bytes.
  static var peakResidentBytes: Int {
    var usage = rusage()
    #if os(Linux)
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
    #else
    guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
    return usage.ru_maxrss
    #endif
  }
}
