# A Homebrew formula, built from source. Untested: it was written where there is no macOS. `url` and
# `sha256` are those of the release archive, which the release fills in.
class Analyze < Formula
  desc "Award, redeem and deduct totals per user from dumps of loyalty transactions"
  homepage "https://example.com/analyze"
  url "https://example.com/analyze/archive/refs/tags/1.0.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "Apache-2.0"

  depends_on "pkgconf" => :build
  depends_on xcode: ["26.0", :build]
  depends_on "isa-l"
  depends_on "libxlsxwriter"
  depends_on macos: :tahoe
  depends_on "mongo-c-driver"
  depends_on "zstd"

  def install
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "analyze"
    bin.install ".build/release/analyze"
    man1.install "docs/man/analyze.1"
    generate_completions_from_executable(bin/"analyze", "--generate-completion-script")
  end

  test do
    (testpath/"dump.jsonl").write <<~JSON
      {"user_id": "a", "transaction_type": "award", "points": 5}
    JSON
    assert_match "\"awarded_points\": 5", shell_output("#{bin}/analyze dump.jsonl --format json")
  end
end
