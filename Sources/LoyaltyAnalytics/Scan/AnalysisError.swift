internal import DumpReader
internal import SystemPackage

/// Why there is no result.
///
/// An error says what was found. What to do about it, such as which option to use, is left to the
/// program: the library knows of none.
public struct AnalysisError: Error, Sendable, Equatable {
  /// The kind of failure.
  public struct Code: Sendable, Equatable {
    private enum Value: Sendable { case overflow, sumOverflow, temporaryFile }
    private let value: Value

    /// The total of a group left the range of `DECIMAL(38,18)`; the reason names the group.
    public static let overflow = Code(value: .overflow)
    /// A sum over several groups left it.
    public static let sumOverflow = Code(value: .sumOverflow)
    /// Temporary files could not be written or read.
    public static let temporaryFile = Code(value: .temporaryFile)
  }

  /// What was found, with all that a sentence about it needs.
  package enum Finding: Sendable, Equatable {
    /// An amount of one group: which one of whom.
    case overflow(String)
    /// A sum over groups: of what.
    case sumOverflow(String)
    case noTemporaryFile(in: String, errno: CInt)
    /// What failed, after how many bytes in all temporary files.
    case temporaryFileFailed(in: String, TemporaryFileUse, after: Int, errno: CInt)
    case temporaryFileCut(in: String)
    case temporaryFileChanged(in: String)
    /// All temporary files together would take more bytes than they may.
    case temporaryLimit(in: String, bytes: Int)
  }

  /// What was found.
  package let finding: Finding

  package init(_ finding: Finding) {
    self.finding = finding
  }
}

/// What a temporary file is for.
package enum TemporaryFileUse: Sendable, Equatable {
  case reading, writing
}

extension AnalysisError {
  /// The kind of failure.
  public var code: Code {
    switch finding {
    case .overflow: .overflow
    case .sumOverflow: .sumOverflow
    default: .temporaryFile
    }
  }

  /// What was found, as a sentence without a full stop.
  public var reason: String {
    switch finding {
    case .overflow(let amount):
      "\(amount) is beyond 10^20 points, more than a decimal with 18 fraction digits can hold"
    case .sumOverflow(let sum): "\(sum) is beyond 10^20 points"
    case .noTemporaryFile(let directory, let errno):
      "\(directory): no temporary file can be made there: \(Errno(rawValue: errno))"
    case .temporaryFileFailed(let directory, let use, let bytes, let errno):
      "\(directory): a temporary file cannot be \(use == .reading ? "read" : "written") after "
        + "\(bytes.grouped) bytes: \(Errno(rawValue: errno))"
    case .temporaryFileCut(let directory):
      "\(directory): a temporary file is shorter than what was written: \(Self.unreliable)"
    case .temporaryFileChanged(let directory):
      "\(directory): a temporary file does not hold what was written to it: \(Self.unreliable)"
    case .temporaryLimit(let directory, let bytes):
      "\(directory): temporary files would take \(bytes.grouped) bytes, more than they may"
    }
  }

  private static let unreliable = "the disk or the memory of this machine is not reliable"
}

extension AnalysisError: CustomStringConvertible {
  /// The reason.
  public var description: String { reason }
}
