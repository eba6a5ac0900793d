import LoyaltyAnalytics

extension PresetShape {
  /// What all presets read, in the order in which they are listed.
  static let all: [PresetShape] = []
}
