extension UserKey: CustomStringConvertible { public var description: String { String(decoding: bytes, as: UTF8.self) } }
