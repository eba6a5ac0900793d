internal import Foundation

/// What the package has built.
public enum BuiltProducts {
  /// The folder of the built program, which is that of the tests.
  public static let path: String = {
    #if os(macOS)
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    return (bundle ?? .main).bundleURL.deletingLastPathComponent().path
    #else
    return Bundle.main.bundleURL.path
    #endif
  }()
}
