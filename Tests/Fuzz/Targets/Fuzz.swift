// One libFuzzer program with a target per part of the reader; `FUZZ_TARGET` chooses. It is compiled
// as one module with the sources of DumpReader and LoyaltyAnalytics: see `Tests/Fuzz/run`.

import Glibc

/// What can be fuzzed.
enum FuzzTarget: String {
  case bson, framer, json, shell, lines, values, csv, archive, gzip, zstd, scalars, page, elements
  case groups
  case surroundings, records, shellValues = "shell-values", invalidText = "invalid-text"
  case differential, jsonDifferential = "json-differential"
  /// Two that have to fail in a build with all checks: see `run`.
  case assertion, bounds

  static let chosen: FuzzTarget = {
    guard let name = unsafe getenv("FUZZ_TARGET"),
      let target = unsafe FuzzTarget(rawValue: String(cString: name))
    else { fatalError("FUZZ_TARGET is no target") }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .bson: walkBSON(bytes)
    case .framer: readStream(bytes, .bson) { BSONFramer(maximumSize: 4096) }
    case .json: walkJSON(bytes)
    case .shell: walkJSON(Array("{a:".utf8) + bytes)
    case .lines: readStream(bytes, .jsonLines) { LineFramer(maximumSize: 100) }
    case .values: readStream(bytes, .jsonValues) { JSONValueFramer(maximumSize: 100) }
    case .shellValues:
      var text = TextContext()
      text.notation = .shell
      readStream(bytes, .jsonValues, text) {
        JSONValueFramer(maximumSize: 100, notation: .shell)
      }
    case .records:
      readStream(Array(#"{"a":"#.utf8) + bytes, .jsonMembers) {
        RecordsFramer(path: ["a"], maximumSize: 100)
      }
    case .surroundings: readInput(Array("connected to: x\n".utf8) + bytes)
    case .invalidText: walkInvalidText(bytes)
    case .csv:
      readStream(bytes, .csv) {
        CSVFramer(
          maximumSize: 100, columns: fuzzColumns,
          search: CSVHeaderSearch(below: fuzzColumns, options: TableOptions()))
      }
    case .archive: readInput([0x6D, 0xE2, 0x99, 0x81] + bytes)
    case .gzip: readInput([0x1F, 0x8B, 8] + bytes)
    case .zstd: readInput([0x28, 0xB5, 0x2F, 0xFD] + withUsualWindow(bytes))
    case .scalars: readScalars(bytes)
    case .page: readPage(bytes)
    case .elements: readElements(bytes)
    case .groups: updateGroups(bytes)
    case .differential: compareBSON(bytes)
    case .jsonDifferential: compareJSON(bytes)
    case .assertion: assert(bytes.count < 0, "assertions are checked")
    case .bounds:
      unsafe [0, 0, 1, 1].withUnsafeBufferPointer { buffer in
        let half = unsafe UnsafeBufferPointer(rebasing: buffer[..<2])
        check(unsafe half[bytes.count + 2] == 1, "not reached")
      }
    }
  }
}

/// A zstd frame whose window is below 2 KiB, except in one of 16: larger ones only take their time.
///
/// That of a frame of a single segment is its content, whose size is given a single byte (RFC 8878,
/// 3.1.1.1).
private func withUsualWindow(_ frame: [UInt8]) -> [UInt8] {
  var frame = frame
  guard frame.count > 1, frame.count & 15 != 0 else { return frame }
  if frame[0] & 0x20 == 0 { frame[1] &= 0x07 } else { frame[0] &= 0x3F }
  return frame
}

/// libFuzzer's entry point: one input for the target of the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  History.shared.append(bytes)
  FuzzTarget.chosen.run(bytes)
  return 0
}

/// Ends the process where a law does not hold; libFuzzer keeps the input.
@inline(__always)
func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

extension Array<UInt8> {
  /// The bytes with the padding of a chunk behind them.
  var padded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + Chunk.padding)
    bytes.append(contentsOf: self)
    bytes.append(contentsOf: repeatElement(0, count: Chunk.padding))
    return bytes
  }
}

/// A checksum of an outcome, so that two readings can be compared without keeping either.
struct Digest: Equatable {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: Int) {
    value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01B3
    value ^= value >> 29
  }

  mutating func add(_ finding: MalformedDocument) {
    add(Int(finding.code.rawValue))
    add(finding.offset)
    add(Int(finding.detail))
  }

  mutating func add(_ bytes: RawSpan) {
    add(bytes.byteCount)
    for i in 0..<bytes.byteCount { add(Int(bytes[i])) }
  }

  /// Takes in what a walker has kept of a document.
  mutating func add(_ values: borrowing FieldValues, _ bytes: RawSpan) {
    add(Int(bitPattern: UInt(values.present)))
    for slot in 0..<5 {
      guard let value = values[slot] else { continue }
      add(Int(value.type.rawValue))
      switch value.type {
      case .string, .symbol, .code, .objectID, .binary, .decimal128:
        add(value.bytes(in: bytes, scratch: values.scratch))
      case .document, .array, .codeWithScope:
        break
      default:
        add(Int(bitPattern: UInt(value.bits)))
      }
    }
  }
}
