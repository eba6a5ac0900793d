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

  /// All that a command line gives an option, in its order, as `--name VALUE` or `--name=VALUE`.
  static func values(of option: String, in arguments: [String]) -> [String] {
    let arguments = arguments.prefix { $0 != "--" }
    return zip(arguments.indices, arguments).compactMap { index, argument in
      if argument.hasPrefix("\(option)=") { return String(argument.dropFirst(option.count + 1)) }
      guard argument == option, index + 1 < arguments.endIndex else { return nil }
      return arguments[index + 1]
    }
  }

  /// Whether values are not to be told that may say who somebody is.
  static var hideNames: Bool { !values(of: "--pseudonymise", in: ofProcess).isEmpty }
}
