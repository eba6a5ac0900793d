/// What `analyze -h` prints: as much as fits on a screen. `--help` has all.
enum ShortHelp {
  static let text = """
    Award, redeem and deduct totals per user from a dump of loyalty transactions.

    usage: analyze [<options>] [<file> ...]

      analyze dump.bson                        the 20 users with the most points
      analyze dump.bson --by month             per month; or store, status, any field
      analyze dump.bson --from 2014 --to 2015-06 --store 12
      analyze dump.bson --all -o totals.csv    the format by the extension
      analyze report dump.bson -o report.html  a page with charts, for a browser
      analyze inspect export.json              which fields there are
      mongodump --out - ... | analyze

    Which transactions   --store, --status, --from, --to, --timezone, --where
    Other field names    --preset, --mapping, --fields, --type, --records
    What is shown        --by, --sort, --top, --skip, --all, --format, --output, --chart
    How it is read       --input-format, --namespace, --strict, --rejects
    Resources            --threads, --memory, --temp-dir
    Messages             --quiet, --verbose, --stats, --color, --progress

    'analyze --help' has every option; 'man analyze' as well.
    """
}
