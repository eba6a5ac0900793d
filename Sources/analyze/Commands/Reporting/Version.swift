import CLibBSON
import CLibZstd
import CProcess

/// What `analyze --version` prints: the version, the commit that it was built from, and the libraries
/// that it runs with.
enum Version {
  /// The number alone, as packages need it. It stands here and nowhere else: `packaging/version` writes
  /// it to the manual page, the formula and the changelog, or finds out that it is not there.
  static let number = "1.0.0"

  /// Where the documentation is, and the address where the program lives, as far as that is known.
  static var whereItLives: String {
    let homepage = unsafe String(cString: analyze_homepage())
    return "More: man analyze" + (homepage.isEmpty ? "." : ", \(homepage)")
  }

  static var text: String {
    let commit = unsafe String(cString: analyze_commit())
    return """
      analyze \(Version.number)\(commit.isEmpty ? "" : " (\(commit))")
      ISA-L \(unsafe String(cString: analyze_isal_version())), \
      libbson \(unsafe String(cString: bson_get_version())), \
      zstd \(unsafe String(cString: ZSTD_versionString()))
      """
  }
}
