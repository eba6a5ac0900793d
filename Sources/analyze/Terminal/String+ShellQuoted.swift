import DumpReader

extension String {
  /// The text as one word of a POSIX shell: as it is where a shell takes it so, else in quotes; what
  /// the terminal cannot show as escapes, so that it can be pasted.
  var shellQuoted: String { quotedForShell(inASCII: !Terminal.isUnicode) }

  /// The text as one word of a POSIX shell, in single quotes.
  var singleQuoted: String { "'" + replacing("'", with: "'\\''") + "'" }
}
