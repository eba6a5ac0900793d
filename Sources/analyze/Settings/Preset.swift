/// A mapping file that is shipped in the program, for the exports of one product.
///
/// To add one, put `NAME.toml` into `Presets` and a line here; `docs/presets.md` and
/// `samples/presets/NAME` say and show what it reads. A test names what is missing.
struct Preset: Sendable {
  /// What `--preset` calls it.
  let name: String
  /// The file, as it is.
  let text: String

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The names that `--preset` takes.
  static var names: [String] { all.map(\.name) }

  /// All of them, in the order in which help lists them.
  static let all = [
    Preset("default", PackageResources.default_toml),
    Preset("open-loyalty", PackageResources.open_loyalty_toml),
    Preset("talon-one", PackageResources.talon_one_toml),
    Preset("voucherify", PackageResources.voucherify_toml),
    Preset("voucherify-v2", PackageResources.voucherify_v2_toml),
    Preset("square", PackageResources.square_toml),
    Preset("square-gift-cards", PackageResources.square_gift_cards_toml),
    Preset("salesforce", PackageResources.salesforce_toml),
    Preset("smile", PackageResources.smile_toml),
    Preset("loyaltylion", PackageResources.loyaltylion_toml),
    Preset("rivo", PackageResources.rivo_toml),
    Preset("wix", PackageResources.wix_toml),
    Preset("stripe-customer-balance", PackageResources.stripe_customer_balance_toml),
    Preset("woocommerce-points", PackageResources.woocommerce_points_toml),
    Preset("yith-points", PackageResources.yith_points_toml),
    Preset("mycred", PackageResources.mycred_toml),
    Preset("adobe-commerce", PackageResources.adobe_commerce_toml),
    Preset("mageplaza", PackageResources.mageplaza_toml),
    Preset("opencart", PackageResources.opencart_toml),
    Preset("odoo", PackageResources.odoo_toml),
    Preset("erpnext", PackageResources.erpnext_toml),
    Preset("lago", PackageResources.lago_toml),
    Preset("openmeter", PackageResources.openmeter_toml),
  ]
}
