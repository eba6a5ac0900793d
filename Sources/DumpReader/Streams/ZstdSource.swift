internal import CLibZstd

// The one file that calls libzstd.

/// Decompresses Zstandard (RFC 8878) on the fly: several frames, skippable frames between them.
///
/// Damage ends the stream but does not throw: all blocks before it have been handed out, and
/// ``damage`` says what was found. A frame whose checksum is wrong is damage as well; the frames after
/// it still come. Memory is that of the window that a frame asks for, up to a limit; progress tells how
/// much that is.
final class ZstdSource: ByteSource {
  private var input: StreamBuffer
  private let decoder: ZstdDecoder
  private let path: String
  private let windowLimit: Int
  /// The window of the first frame.
  private let window: Int?
  private var isInsideFrame = false
  private var isOver = false
  private var hasOutput = false
  private(set) var damage: StreamDamage?

  /// Decompresses `source`, of which the bytes `head` have been read already.
  ///
  /// - Parameter windowLimit: The largest window that a frame may ask for; never more than 128 MiB.
  /// - Throws: ``DumpError`` when there is no memory for a decoder.
  init(
    _ source: any ByteSource, head: [UInt8], path: String, bufferSize: Int,
    windowLimit: Int = .max
  ) throws(DumpError) {
    input = StreamBuffer(source, head: head, size: bufferSize)
    self.path = path
    window = Self.window(of: head)
    guard let decoder = ZstdDecoder(windowLimit) else {
      throw DumpError(.outOfMemory, path: path)
    }
    self.decoder = decoder
    self.windowLimit = decoder.windowLimit
  }

  /// The window that a frame asks for; nil where its header is not all there (RFC 8878, 3.1.1.1).
  private static func window(of head: [UInt8]) -> Int? {
    guard head.count > 5, head[4] & 1 << 5 == 0 else { return nil }
    let base = 1 << (10 + Int(head[5] >> 3))
    return base + base / 8 * Int(head[5] & 7)
  }

  var progress: SourceProgress {
    var progress = input.progress
    progress.heldBytes = decoder.size
    return progress
  }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    while !isOver, !buffer.isEmpty {
      let isMore = try input.fill(1)
      let step = decoder.decode(input.readable, into: &buffer)
      input.use(step.used)
      if let failure = step.failure { try end(failure) }
      if step.used > 0 || step.written > 0 { isInsideFrame = !step.isFrameEnd }
      if step.written > 0 {
        hasOutput = true
        return step.written
      }
      if !isMore, !isOver {
        isOver = true
        if isInsideFrame {
          note("the zstd stream ends in the middle of a frame")
        }
      }
    }
    return 0
  }

  /// Ends the stream, unless only a checksum is wrong.
  private func end(_ failure: ZstdDecoder.Failure) throws(DumpError) {
    isOver = failure != .checksum
    let reason: String
    switch failure {
    case .window:
      reason = "a zstd frame needs a window of more than \(windowLimit >> 20) MiB"
      if !hasOutput {
        throw DumpError(.window(limit: windowLimit, needed: window), path: path)
      }
    case .dictionary:
      reason = "a zstd frame was compressed with a dictionary"
      if !hasOutput { throw DumpError(.foreign(.zstdDictionary), path: path) }
    case .checksum: reason = "the checksum of a zstd frame does not match its data"
    case .prefix: reason = "something that is not zstd follows the zstd stream"
    case .memory: throw DumpError(.outOfMemory, path: path)
    case .invalid: reason = "the zstd stream is damaged"
    }
    note(reason, isUnverified: failure == .checksum)
  }

  private func note(_ reason: String, isUnverified: Bool = false) {
    damage.note(StreamDamage(reason, at: input.offset, isUnverified: isUnverified))
  }
}

/// The streaming decoder of libzstd.
@safe private final class ZstdDecoder {
  /// What the zstd command accepts without being asked to.
  static let largestWindow = 1 << 27

  enum Failure { case window, dictionary, checksum, prefix, memory, invalid }

  struct Step {
    var used: Int
    var written: Int
    var isFrameEnd: Bool
    var failure: Failure?
  }

  private let context: OpaquePointer
  /// How many bytes the decoder wants next, so that a call decodes one block at most.
  private var wanted = 1
  /// Whether there was no room left after a call, so that decoded bytes may wait for some.
  private var mayHavePending = false

  /// The largest window that a frame may ask for, a power of two.
  let windowLimit: Int

  init?(_ limit: Int) {
    guard let context = unsafe ZSTD_createDCtx() else { return nil }
    unsafe self.context = unsafe context
    let exponent =
      (limit.bitWidth - 1) - min(max(limit, 1 << 10), Self.largestWindow).leadingZeroBitCount
    windowLimit = 1 << exponent
    unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, CInt(exponent))
  }

  /// The bytes that the decoder takes, its window among them.
  var size: Int { unsafe ZSTD_sizeof_DCtx(context) }

  deinit { unsafe ZSTD_freeDCtx(context) }

  /// Decodes up to the end of a block (ZSTD_decompressStream).
  ///
  /// A call that fails does not tell what it has written before; therefore each call gets so little
  /// input that it can finish one block at most, and a bad block costs only itself. The hint of the
  /// call before covers a block and the three bytes of the header after it. Bytes that wait for room
  /// come out by a call that gets no input.
  func decode(_ input: RawSpan, into output: inout MutableRawSpan) -> Step {
    if mayHavePending {
      let step = decode(input, first: 0, into: &output)
      if step.written > 0 || step.failure != nil { return step }
    }
    return decode(input, first: max(1, wanted > 3 ? wanted - 3 : wanted), into: &output)
  }

  private func decode(
    _ input: RawSpan, first count: Int, into output: inout MutableRawSpan
  ) -> Step {
    let size = min(input.byteCount, count)
    var step = Step(used: 0, written: 0, isFrameEnd: false)
    let result = unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: size, pos: 0)
        var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let result = unsafe ZSTD_decompressStream(context, &to, &from)
        step.used = unsafe from.pos
        step.written = unsafe to.pos
        return result
      }
    }
    guard ZSTD_isError(result) == 0 else {
      step.failure = failure(of: result)
      if step.failure == .checksum {
        // All that came out of the frame has been handed out, and its last bytes were in this call.
        step.used = size
        step.isFrameEnd = true
        unsafe ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        wanted = 1
      }
      return step
    }
    step.isFrameEnd = result == 0
    mayHavePending = step.written == output.byteCount
    wanted = result
    return step
  }

  private func failure(of result: Int) -> Failure {
    switch ZSTD_getErrorCode(result) {
    case ZSTD_error_frameParameter_windowTooLarge: .window
    case ZSTD_error_dictionary_wrong: .dictionary
    case ZSTD_error_checksum_wrong: .checksum
    case ZSTD_error_prefix_unknown: .prefix
    case ZSTD_error_memory_allocation: .memory
    default: .invalid
    }
  }
}
