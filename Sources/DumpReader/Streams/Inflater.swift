internal import CISAL

// ISA-L inflates more than twice as fast as zlib; docs/decisions says what was measured.

/// The decoder of ISA-L for the data of one member after the other.
@safe package final class Inflater {
  /// How far it got.
  package enum Outcome { case more, memberEnd, wrongChecksum, invalid }

  /// What one call did: bytes taken, bytes decoded, and how far it got.
  package struct Step {
    package var used: Int
    package var written: Int
    package var outcome: Outcome
  }

  /// 85 KB of tables and window, on the heap because C keeps pointers into it.
  private let state: UnsafeMutablePointer<inflate_state>
  /// Whether the data was found to be invalid.
  private var isInvalid = false

  /// A decoder; ``begin()`` comes first.
  package init() {
    unsafe state = .allocate(capacity: 1)
    // Not all of the tables is set by a code that is incomplete: invalid data would be decoded by
    // what happened to be in memory.
    unsafe UnsafeMutableRawPointer(state).initializeMemory(
      as: UInt8.self, repeating: 0, count: MemoryLayout<inflate_state>.size)
    unsafe isal_inflate_init(state)
  }

  deinit { unsafe state.deallocate() }

  /// Prepares for the data of a member; the trailer behind it is checked (isal_inflate_reset).
  package func begin() {
    isInvalid = false
    unsafe isal_inflate_reset(state)
    unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
  }

  /// How many bytes have been taken of the input in advance, and stand behind what has been decoded.
  var aheadCount: Int { unsafe Int(max(0, state.pointee.read_in_length)) / 8 }

  /// Decodes as much as there is input or room for (isal_inflate).
  ///
  /// Invalid data is reported when all that was decoded before it has been handed out, so that it
  /// does not matter how much room there was for it.
  package func inflate(_ input: RawSpan, into output: inout MutableRawSpan) -> Step {
    if isInvalid { return drain(into: &output) }
    let inputCount = min(input.byteCount, 1 << 30)
    let outputCount = min(output.byteCount, 1 << 30)
    let result = unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        unsafe state.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe state.pointee.avail_in = UInt32(inputCount)
        unsafe state.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe state.pointee.avail_out = UInt32(outputCount)
        return unsafe isal_inflate(state)
      }
    }
    // A symbol that is invalid at the end of the input is counted as if it were wholly there; then
    // more has been used than there is, and `avail_in` is below zero, which it cannot be.
    let unused = unsafe Int(Int32(truncatingIfNeeded: state.pointee.avail_in))
    var step = Step(
      used: min(inputCount, inputCount - unused),
      written: unsafe outputCount - Int(state.pointee.avail_out), outcome: .more)
    if result == ISAL_INCORRECT_CHECKSUM {
      step.outcome = .wrongChecksum
    } else if result < 0 {
      isInvalid = true
      step.outcome = pendingCount > 0 ? .more : .invalid
    } else if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
      step.outcome = .memberEnd
    }
    return step
  }

  /// How many decoded bytes lie in the window of the decoder, for want of room elsewhere.
  private var pendingCount: Int {
    unsafe Int(state.pointee.tmp_out_valid - state.pointee.tmp_out_processed)
  }

  /// Hands out what was decoded in front of invalid data; isal_inflate would go on with the data.
  private func drain(into output: inout MutableRawSpan) -> Step {
    let count = min(pendingCount, output.byteCount)
    let start = unsafe Int(state.pointee.tmp_out_processed)
    unsafe output.withUnsafeMutableBytes { target in
      unsafe target.copyMemory(
        from: UnsafeRawBufferPointer(start: shim_inflate_window(state) + start, count: count))
    }
    unsafe state.pointee.tmp_out_processed += Int32(count)
    return Step(used: 0, written: count, outcome: pendingCount > 0 ? .more : .invalid)
  }
}
