#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the machine has to offer.
enum SystemResources {
  /// Processors that this process may use: those of its affinity mask, such as `taskset` sets, and
  /// no more than the time that a control group gives it amounts to.
  static var processorCount: Int {
    var least = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    #if os(Linux)
    if let allowedProcessors { least = min(least, allowedProcessors) }
    if let processorQuota { least = min(least, processorQuota) }
    #endif
    return max(1, least)
  }

  #if os(Linux)
  /// The set bits of the affinity mask, in `/proc/self/status` as `Cpus_allowed: ff,ffffffff`; the
  /// call that asks for it, `sched_getaffinity`, is not among those that Swift imports.
  private static var allowedProcessors: Int? {
    let words = words(of: "/proc/self/status")
    guard let label = words.firstIndex(of: "Cpus_allowed:"), label + 1 < words.endIndex else {
      return nil
    }
    return words[label + 1].reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
  }

  /// Processors' worth of time in each period, rounded up; nil without a limit.
  ///
  /// Version 2 of control groups has quota and period in one file, the quota `max` without a limit;
  /// version 1 in two, the quota -1.
  private static var processorQuota: Int? {
    let version1 = "/sys/fs/cgroup/cpu/cpu.cfs_"
    var numbers = words(of: "/sys/fs/cgroup/cpu.max")
    if numbers.isEmpty {
      numbers = words(of: "\(version1)quota_us") + words(of: "\(version1)period_us")
    }
    guard numbers.count == 2, let quota = Int(numbers[0]), let period = Int(numbers[1]),
      quota > 0, period > 0
    else { return nil }
    return (quota - 1) / period + 1
  }
  #endif

  /// Physical memory, in bytes; what a control group or `ulimit -v` allows, if that is less.
  static var memoryBytes: Int {
    var least = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    #if os(Linux)
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let limit = words(of: path).first.flatMap({ Int($0) }), limit > 0 {
        least = min(least, limit)
      }
    }
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 {
      least = min(least, Int(clamping: limit.rlim_cur))
    }
    #endif
    return least
  }

  /// The words of a file of the kernel; none where there is no such file.
  private static func words(of path: String) -> [String] {
    guard let bytes = try? SmallFile.bytes(of: path, upTo: 16 << 10) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map {
      String($0)
    }
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
