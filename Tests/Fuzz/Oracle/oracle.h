#pragma once
// What libbson's iterator makes of a document: an independent witness for the differential target.
//
// The iterator takes a field name that does not end for the end of the document, follows no nested
// document by itself, and looks at no UTF-8; so this asks for the place where it stopped, recurses to
// the depth that the walker has, and calls bson_utf8_validate. That function takes C0 80 for a zero
// byte, as Java writes it; the walker refuses it, and so does this.
#include <bson/bson.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { oracle_slots = 5, oracle_depth = 100 };

/// One value: its type, what fits in 64 bits, and the bytes that do not.
typedef struct {
  bool present;
  uint8_t type;
  uint64_t bits;
  const uint8_t *bytes;
  uint32_t count;
} oracle_value;

typedef struct {
  oracle_value values[oracle_slots];
} oracle_values;

/// Why a document is refused by a rule that BSON has and the iterator has not; see `oracle_read`.
static inline bool oracle_text(const char *text, size_t length) {
  for (size_t i = 0; i + 1 < length; i++) {
    if ((uint8_t)text[i] == 0xC0 && (uint8_t)text[i + 1] == 0x80) return false;
  }
  return bson_utf8_validate(text, length, true);
}

static inline void oracle_keep(bson_iter_t *iter, oracle_value *value) {
  if (value->present) return;
  value->present = true;
  value->type = (uint8_t)bson_iter_type(iter);
  switch (bson_iter_type(iter)) {
    case BSON_TYPE_DOUBLE: {
      double number = bson_iter_double(iter);
      memcpy(&value->bits, &number, 8);
      break;
    }
    case BSON_TYPE_INT32: value->bits = (uint64_t)(int64_t)bson_iter_int32(iter); break;
    case BSON_TYPE_INT64: value->bits = (uint64_t)bson_iter_int64(iter); break;
    case BSON_TYPE_BOOL: value->bits = bson_iter_bool(iter); break;
    case BSON_TYPE_DATE_TIME: value->bits = (uint64_t)bson_iter_date_time(iter); break;
    case BSON_TYPE_TIMESTAMP: {
      uint32_t seconds, increment;
      bson_iter_timestamp(iter, &seconds, &increment);
      value->bits = (uint64_t)seconds << 32 | increment;
      break;
    }
    case BSON_TYPE_OID:
      value->bytes = bson_iter_oid(iter)->bytes;
      value->count = 12;
      break;
    case BSON_TYPE_DECIMAL128:
      value->bytes = iter->raw + iter->d1;
      value->count = 16;
      break;
    case BSON_TYPE_UTF8: value->bytes = (const uint8_t *)bson_iter_utf8(iter, &value->count); break;
    case BSON_TYPE_SYMBOL:
      value->bytes = (const uint8_t *)bson_iter_symbol(iter, &value->count);
      break;
    case BSON_TYPE_CODE: value->bytes = (const uint8_t *)bson_iter_code(iter, &value->count); break;
    case BSON_TYPE_BINARY: {
      bson_subtype_t subtype;
      bson_iter_binary(iter, &subtype, &value->count, &value->bytes);
      value->bits = subtype;
      break;
    }
    default: break;
  }
}

/// The slot of a field: `user_id`, `points`, `a.b`, `a.0`, `x`; -1 for none.
static inline int oracle_slot(int level, bool below_a, const char *key) {
  if (level == 0) {
    return !strcmp(key, "user_id") ? 0 : !strcmp(key, "points") ? 1 : !strcmp(key, "x") ? 4 : -1;
  }
  if (level == 1 && below_a) return !strcmp(key, "b") ? 2 : !strcmp(key, "0") ? 3 : -1;
  return -1;
}

/// Whether libbson finds a well-formed document; its values go into `values`.
static inline bool oracle_read(const uint8_t *bytes, size_t length, int level, bool below_a,
                               oracle_values *values) {
  bson_t view;
  bson_iter_t iter;
  if (level >= oracle_depth || !bson_init_static(&view, bytes, length)) return false;
  if (!bson_iter_init(&iter, &view)) return false;
  while (bson_iter_next(&iter)) {
    const char *key = bson_iter_key(&iter);
    uint32_t count = 0;
    const uint8_t *inner = NULL;
    if (!oracle_text(key, strlen(key))) return false;
    int slot = oracle_slot(level, below_a, key);
    if (slot >= 0) oracle_keep(&iter, &values->values[slot]);
    switch (bson_iter_type(&iter)) {
      case BSON_TYPE_UTF8: {
        const char *text = bson_iter_utf8(&iter, &count);
        if (!oracle_text(text, count)) return false;
        break;
      }
      case BSON_TYPE_SYMBOL: {
        const char *text = bson_iter_symbol(&iter, &count);
        if (!oracle_text(text, count)) return false;
        break;
      }
      case BSON_TYPE_CODE: {
        const char *text = bson_iter_code(&iter, &count);
        if (!oracle_text(text, count)) return false;
        break;
      }
      case BSON_TYPE_REGEX: {
        const char *options;
        const char *pattern = bson_iter_regex(&iter, &options);
        if (!oracle_text(pattern, strlen(pattern))) return false;
        if (!oracle_text(options, strlen(options))) return false;
        break;
      }
      case BSON_TYPE_DBPOINTER: {
        const char *collection;
        const bson_oid_t *oid;
        bson_iter_dbpointer(&iter, &count, &collection, &oid);
        if (!oracle_text(collection, count)) return false;
        break;
      }
      case BSON_TYPE_CODEWSCOPE: {
        uint32_t scope_length;
        const uint8_t *scope;
        const char *code = bson_iter_codewscope(&iter, &count, &scope_length, &scope);
        // The iterator does not look whether this text ends in a zero byte, as it does for others.
        if (code[count] != 0) return false;
        if (!oracle_text(code, count)) return false;
        if (!oracle_read(scope, scope_length, level + 1, false, values)) return false;
        break;
      }
      case BSON_TYPE_DOCUMENT:
      case BSON_TYPE_ARRAY:
        if (bson_iter_type(&iter) == BSON_TYPE_DOCUMENT) {
          bson_iter_document(&iter, &count, &inner);
        } else {
          bson_iter_array(&iter, &count, &inner);
        }
        if (!inner ||
            !oracle_read(inner, count, level + 1, level == 0 && !strcmp(key, "a"), values)) {
          return false;
        }
        break;
      default: break;
    }
  }
  return iter.err_off == 0 && iter.off == length - 1;
}
