#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A program that runs beside the tests, its three streams files, so that no pipe can fill up.
///
/// Spawned here and not by Foundation's `Process`, which on Linux goes through run loops, sockets and a
/// thread that manages them (swift-corelibs-foundation): nothing of it is needed to wait for an end,
/// and many tests run many programs at the same time.
struct ChildProcess {
  /// The program's path, then its arguments.
  var arguments: [String]
  /// The whole environment, `NAME=value`; nil for that of the tests.
  var environment: [String]?
  /// The files of standard input, output and error, all of them there.
  var streams: (input: String, output: String, error: String)

  /// Why it could not be started: a number of `errno`.
  struct Failure: Error {
    let number: Int32
  }

  /// Starts it and waits for its end.
  ///
  /// It starts with no signal blocked or ignored, whatever the tests were started with.
  ///
  /// - Returns: The exit status, 128 + n for signal n.
  func run() throws -> Int {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, streams.error, O_WRONLY, 0)

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    // A group of its own: what signals all of its group does not signal the tests.
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var pid = pid_t()
    let status: Int32
    if let environment {
      var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
      defer { unsafe variables.forEach { unsafe free($0) } }
      status = unsafe posix_spawn(&pid, arguments[0], &actions, &attributes, &words, &variables)
    } else {
      status = unsafe posix_spawn(&pid, arguments[0], &actions, &attributes, &words, environ)
    }
    guard status == 0 else { throw Failure(number: status) }

    var end: Int32 = 0
    while unsafe waitpid(pid, &end, 0) < 0 {
      guard errno == EINTR else { throw Failure(number: errno) }
    }
    let signal = Int(end & 0x7F)
    return signal == 0 ? Int(end >> 8 & 0xFF) : 128 + signal
  }
}
