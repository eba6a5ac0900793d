/// What is wrong with the content of a file of settings.
struct SettingsFault: Error, CustomStringConvertible {
  var description: String
}

/// A file of settings cannot be used.
struct SettingsError: Error, CustomStringConvertible {
  var path: String
  var reason: String
  var description: String { "\(path): \(reason)" }
}
