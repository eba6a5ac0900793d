/// Decompresses gzip (RFC 1952) on the fly: several members, zero padding after them.
///
/// Damage ends the stream but does not throw: all that was decoded before it has been handed out,
/// and ``damage`` says what was found. A member whose checksum or size is wrong is damage as well;
/// the members after it still come. Memory is constant, about 350 KB.
final class GzipSource: ByteSource {
  private enum Stage {
    case header(GzipHeaderParser)
    case body
    case between
    case over
  }

  private var input: StreamBuffer
  private let inflater = Inflater()
  private var stage = Stage.header(GzipHeaderParser())
  private(set) var damage: StreamDamage?

  /// Decompresses `source`, of which the bytes `head` have been read already.
  init(_ source: any ByteSource, head: [UInt8], bufferSize: Int) {
    input = StreamBuffer(source, head: head, size: bufferSize)
  }

  var progress: SourceProgress { input.progress }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    while true {
      switch stage {
      case .header(let header):
        try readHeader(header)
      case .body:
        let count = try inflate(into: &buffer)
        if count > 0 || buffer.isEmpty { return count }
      case .between:
        try readBetween()
      case .over:
        return 0
      }
    }
  }

  private func readHeader(_ begun: GzipHeaderParser) throws(DumpError) {
    var header = begun
    while let byte = try input.next() {
      switch header.take(byte) {
      case .more: continue
      case .done:
        inflater.begin()
        stage = .body
      case .bad(let reason): end(reason)
      }
      return
    }
    end("the gzip stream ends inside a header")
  }

  /// Decodes until there is output, or the member is over.
  private func inflate(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    while true {
      let isMore = try input.fill(1)
      let step = inflater.inflate(input.readable, into: &buffer)
      input.use(step.used)
      switch step.outcome {
      case .more:
        if step.written > 0 { return step.written }
        if !isMore {
          end("the gzip stream ends in the middle of a member")
          return 0
        }
      case .memberEnd:
        stage = .between
        return step.written
      case .wrongChecksum:
        note("the checksum of a gzip member does not match its data", isUnverified: true)
        stage = .between
        return step.written
      case .invalid:
        end("the gzip stream is damaged", ahead: inflater.aheadCount)
        return step.written
      }
    }
  }

  /// Looks at what follows a member: another one, zeros, or nothing.
  private func readBetween() throws(DumpError) {
    while try input.fill(1) {
      switch input.readable[0] {
      case 0: input.use(1)
      case 0x1F:
        stage = .header(GzipHeaderParser())
        return
      default:
        end("something that is not gzip follows the gzip stream")
        return
      }
    }
    stage = .over
  }

  private func note(_ reason: String, ahead: Int = 0, isUnverified: Bool = false) {
    damage.note(StreamDamage(reason, at: input.offset - ahead, isUnverified: isUnverified))
  }

  private func end(_ reason: String, ahead: Int = 0) {
    note(reason, ahead: ahead)
    stage = .over
  }
}
