import LoyaltyReports

extension OutputDestination {
  /// How a table looks there: as wide as it must be where there is no terminal.
  func style(_ color: ColorChoice) -> TableStyle {
    var style = TableStyle(
      width: width ?? .max, color: color.isOn(isTerminal: isTerminal), unicode: isUnicode)
    style.hints = ReportHints(
      moreRows: "use --skip or --all", hiddenColumns: "use a wider window, or --format csv")
    return style
  }
}
