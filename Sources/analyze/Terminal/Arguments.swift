import DumpReader

/// The arguments of the process.
enum Arguments {
  /// All but the name of the program; a byte that is not UTF-8 stays what it is, so that a file of any
  /// name can be opened.
  static var ofProcess: [String] {
    (1..<max(1, Int(CommandLine.argc))).map { index in
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { return "" }
      var bytes: [UInt8] = []
      var next = unsafe argument
      while unsafe next.pointee != 0 {
        unsafe bytes.append(UInt8(bitPattern: next.pointee))
        unsafe next += 1
      }
      return PlatformPath.text(of: bytes)
    }
  }
}
