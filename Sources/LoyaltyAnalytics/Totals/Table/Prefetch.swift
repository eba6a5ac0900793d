internal import CIntrinsics

/// Asks the processor for the cache line at an address that is about to be read or written.
@inline(__always)
func prefetch(_ address: UnsafeRawPointer) {
  unsafe bytemask_prefetch(address)
}
