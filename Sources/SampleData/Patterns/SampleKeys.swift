/// What the users of a sample are called in `user_id`.
public enum SampleKeys: String, Sendable, CaseIterable {
  /// 32 hexadecimal digits, as good as random.
  case hex
  /// Strings of 240 letters and digits that all have the same 64-bit FNV-1a hash; at most 2²⁰ of
  /// them.
  case fnv
  /// Binary values that all have the same wyhash (final version 4, default secret) where subtype
  /// and payload are hashed as one run of 32 bytes, whatever the seed. A table that hashes with
  /// public constants becomes a list.
  case wyhash

  /// How many different users there can be.
  public var limit: Int {
    self == .fnv ? 1 << Self.fnvBlocks.count : .max
  }

  /// The key of user `number`, for whom `first` and `second` were drawn.
  func value(
    _ number: Int, _ first: UInt64, _ second: UInt64, in document: inout SampleDocument
  ) -> SampleValue {
    switch self {
    case .hex:
      return .string(
        document.compose {
          $0.append(hex: first)
          $0.append(hex: second)
        })
    case .fnv:
      return .string(
        document.compose { text in
          for (bit, block) in Self.fnvBlocks.enumerated() {
            text.append(number >> bit & 1 == 0 ? block.0 : block.1)
          }
        })
    case .wyhash:
      return .binary(
        subtype: Self.wyhashSecret.first ?? 0,
        document.compose { bytes in
          for byte in Self.wyhashSecret.dropFirst() { bytes.append(byte) }
          bytes.append(littleEndian: UInt64(truncatingIfNeeded: number))
          bytes.append(littleEndian: UInt64(0x6C6F_7961_6C74_7931))
          bytes.append(littleEndian: UInt64(0x6C6F_7961_6C74_7932))
        })
    }
  }

  /// The second of wyhash's four default constants, least significant byte first. A first word equal
  /// to it makes one factor of the first multiplication zero, and with it all that the second word
  /// says.
  private static let wyhashSecret: [UInt8] = [0xC9, 0xAC, 0x2E, 0x96, 0x93, 0x4B, 0xB8, 0x8B]

  /// Pairs of blocks with which FNV-1a goes from the state before them to the same state after
  /// them, so that n pairs make 2ⁿ texts of one hash (Joux, "Multicollisions in Iterated Hash
  /// Functions", CRYPTO 2004). Each pair was found with a reduced lattice of the powers of the FNV
  /// prime modulo 2⁶⁴.
  private static let fnvBlocks: [(StaticString, StaticString)] = [
    ("jF2K2E06cAc2", "kJ4EHEB4sT0C"),
    ("B317Ca961b8w", "A91QGy98AQyd"),
    ("q07O9TG9Hy2b", "p87EQj35nlcu"),
    ("687w2j99sWBs", "7P7q8l99cJSL"),
    ("G66S5B97DXAF", "F20m9X97nKvW"),
    ("w5086f54M4UA", "vC2TTt96Y9L2"),
    ("nP1x1kB8b4NZ", "m85d9c06pCW5"),
    ("t0978L62WKNB", "u8912NL4oFGQ"),
    ("MG3XRQ978D0E", "J93L8I976KaV"),
    ("cD6T5R89zYCt", "bD4xUh69xNRg"),
    ("w91oSg90DfHE", "h31Y7w96ZkKt"),
    ("r85Q7V75deDj", "s05oChC1zhMY"),
    ("AW9K8sF3XEBR", "N19AFS03N21C"),
    ("B46mCY50fXmH", "A44gGaM2xmDw"),
    ("rS2Q8h92Yr5y", "s90K2b94IaNh"),
    ("4L5pFQ96KWJZ", "5D5T0y94kL9K"),
    ("C20YVk66LO0k", "B6274s84Vdgz"),
    ("9W0C6R98XH5d", "612A8t56JkzU"),
    ("qF2S0b86nIRp", "p201Zx60tTCc"),
    ("WV3Q5G62HlZ5", "X63o9WD0jyUD"),
  ]
}
