func compareJSON(_ bytes: [UInt8]) {}
