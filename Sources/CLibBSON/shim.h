#pragma once
// libbson 1.x installs <bson/bson.h> below include/libbson-1.0, libbson 2.x below include/bson-2.x;
// pkg-config names the folder in both cases.
#include <bson/bson.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// bson_t is 128-byte aligned, which Swift does not import. These inline functions keep it on the C
// side of the fence and hand over plain values.

/// bson_decimal128_from_string on a terminated text.
static inline bool shim_decimal128_parse(const char *_Nonnull text, uint64_t *_Nonnull low,
                                         uint64_t *_Nonnull high) {
  bson_decimal128_t value;
  if (!bson_decimal128_from_string(text, &value)) return false;
  *low = value.low;
  *high = value.high;
  return true;
}

enum { shim_decimal128_string_size = BSON_DECIMAL128_STRING };

/// bson_decimal128_to_string; `text` has room for shim_decimal128_string_size bytes.
static inline void shim_decimal128_print(uint64_t low, uint64_t high, char *_Nonnull text) {
  bson_decimal128_t value;
  value.low = low;
  value.high = high;
  bson_decimal128_to_string(&value, text);
}

/// bson_as_relaxed_extended_json (bson_as_json in one of its modes) of one document; the caller
/// frees the text with bson_free.
static inline char *_Nullable shim_extended_json(const uint8_t *_Nonnull document, size_t length,
                                                 bool canonical, size_t *_Nonnull text_length) {
  bson_t view;
  if (!bson_init_static(&view, document, length)) return NULL;
  return canonical ? bson_as_canonical_extended_json(&view, text_length)
                   : bson_as_relaxed_extended_json(&view, text_length);
}
