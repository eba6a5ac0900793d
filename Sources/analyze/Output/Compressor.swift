import CISAL
import CLibZstd
import SystemPackage

/// Compresses a report on its way into a file whose name ends in `.gz` or `.zst`.
@safe
final class Compressor {
  @unsafe private enum Coder {
    case gzip(UnsafeMutablePointer<isal_zstream>)
    case zstd(OpaquePointer)
  }

  private let coder: Coder
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  /// A compressor for a name; nil when it asks for none, or there is no memory.
  init?(for path: String) {
    switch FilePath(path).extension?.lowercased() {
    case "gz":
      let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
      unsafe isal_deflate_init(stream)
      unsafe stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
      unsafe coder = .gzip(stream)
    case "zst", "zstd":
      guard let context = unsafe ZSTD_createCCtx() else { return nil }
      // What a cut or changed file gives away when it is read.
      _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
      unsafe coder = .zstd(context)
    default: return nil
    }
  }

  deinit {
    switch unsafe coder {
    case .gzip(let stream): unsafe stream.deallocate()
    case .zstd(let context): _ = unsafe ZSTD_freeCCtx(context)
    }
  }

  /// The name without the extension that asks for compression.
  static func bareName(_ path: String) -> String {
    guard let name = FilePath(path).extension?.lowercased(), ["gz", "zst", "zstd"].contains(name)
    else { return path }
    return String(path.dropLast(name.count + 1))
  }

  /// Compresses bytes, and hands on what comes of them.
  ///
  /// - Parameter isLast: whether the stream ends with them.
  func compress(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, to write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    switch unsafe coder {
    case .gzip(let stream): try unsafe deflate(stream, bytes, isLast, write)
    case .zstd(let context): try unsafe zstd(context, bytes, isLast, write)
    }
  }

  private func deflate(
    _ stream: UnsafeMutablePointer<isal_zstream>, _ bytes: UnsafeRawBufferPointer, _ isLast: Bool,
    _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let input = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    unsafe stream.pointee.next_in = input?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_in = UInt32(bytes.count)
    unsafe stream.pointee.end_of_stream = isLast ? 1 : 0
    var isFull = true
    while isFull {
      try unsafe buffer.withUnsafeMutableBytes { output in
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(output.count)
        guard unsafe isal_deflate(stream) == COMP_OK else {
          throw Errno.ioError
        }
        let count = unsafe output.count - Int(stream.pointee.avail_out)
        isFull = count == output.count
        try unsafe write(UnsafeRawBufferPointer(rebasing: output[..<count]))
      }
    }
  }

  private func zstd(
    _ context: OpaquePointer, _ bytes: UnsafeRawBufferPointer, _ isLast: Bool,
    _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var input = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var isDone = false
    while !isDone {
      try unsafe buffer.withUnsafeMutableBytes { output in
        var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let left = unsafe ZSTD_compressStream2(
          context, &target, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
        guard ZSTD_isError(left) == 0 else { throw Errno.ioError }
        isDone = unsafe isLast ? left == 0 : input.pos == input.size
        try unsafe write(UnsafeRawBufferPointer(rebasing: output[..<target.pos]))
      }
    }
  }
}
