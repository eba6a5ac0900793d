#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Vector compares that end in a bit mask: bit i speaks of byte i. Swift's SIMD types have no usable
// "move mask", so these are C, header-only, and inlined by the importer. They compile to SSE2 or
// NEON; wider instructions gained 5 % at most.

#define BYTEMASK_INLINE static inline __attribute__((always_inline))

typedef uint8_t bytemask_v16 __attribute__((vector_size(16)));
typedef int8_t bytemask_s16 __attribute__((vector_size(16)));
typedef uint8_t bytemask_v32 __attribute__((vector_size(32)));
typedef uint16_t bytemask_w8 __attribute__((vector_size(16)));
typedef _Bool bytemask_b16 __attribute__((ext_vector_type(16)));
typedef _Bool bytemask_b32 __attribute__((ext_vector_type(32)));

typedef struct {
  uint32_t stop;
  uint32_t high;
} bytemask_string;

/// stop: where a run inside a JSON string ends ('"', '\\', control bytes); high: bytes from 0x80.
BYTEMASK_INLINE bytemask_string bytemask_json_string(const void *_Nonnull p) {
  bytemask_v16 v;
  memcpy(&v, p, 16);
  bytemask_b16 stop = __builtin_convertvector(
      (v == (uint8_t)'"') | (v == (uint8_t)'\\') | (v < (uint8_t)0x20), bytemask_b16);
  bytemask_b16 high = __builtin_convertvector(v >= (uint8_t)0x80, bytemask_b16);
  uint16_t s, h;
  __builtin_memcpy(&s, &stop, 2);
  __builtin_memcpy(&h, &high, 2);
  return (bytemask_string){s, h};
}

/// Where plain text ends: '"', '\\', control bytes, and bytes from 0x80, which are negative here.
/// Bits from 16 on are set.
BYTEMASK_INLINE uint32_t bytemask_json_text(const void *_Nonnull p) {
  bytemask_s16 v;
  memcpy(&v, p, 16);
  // With this bit turned '"' is 0x20, and one compare finds it along with the control bytes.
  bytemask_b16 plain = __builtin_convertvector(((v ^ 2) > 0x20) & (v != '\\'), bytemask_b16);
  uint16_t r;
  __builtin_memcpy(&r, &plain, 2);
  return ~(uint32_t)r;
}

/// Whether plain text ends within the 16 bytes at a or the 16 bytes at b; not 0 when it does.
BYTEMASK_INLINE uint32_t bytemask_json_texts(const void *_Nonnull a, const void *_Nonnull b) {
  bytemask_s16 v, w;
  memcpy(&v, a, 16);
  memcpy(&w, b, 16);
  bytemask_b16 stop = __builtin_convertvector(
      ((v ^ 2) < 0x21) | ((w ^ 2) < 0x21) | (v == '\\') | (w == '\\'), bytemask_b16);
  uint16_t r;
  __builtin_memcpy(&r, &stop, 2);
  return r;
}

/// Where digits are.
BYTEMASK_INLINE uint32_t bytemask_digits(const void *_Nonnull p) {
  bytemask_v16 v;
  memcpy(&v, p, 16);
  bytemask_b16 m = __builtin_convertvector(v - '0' < (uint8_t)10, bytemask_b16);
  uint16_t r;
  __builtin_memcpy(&r, &m, 2);
  return r;
}

/// Bytes equal to c.
BYTEMASK_INLINE uint32_t bytemask_equal(const void *_Nonnull p, uint8_t c) {
  bytemask_v16 v;
  memcpy(&v, p, 16);
  bytemask_b16 m = __builtin_convertvector(v == c, bytemask_b16);
  uint16_t r;
  __builtin_memcpy(&r, &m, 2);
  return r;
}

/// Bytes among 32 from 0x80, which are the ones that UTF-8 validation has to look at.
BYTEMASK_INLINE uint32_t bytemask_high32(const void *_Nonnull p) {
  bytemask_v32 v;
  memcpy(&v, p, 32);
  bytemask_b32 m = __builtin_convertvector(v >= (uint8_t)0x80, bytemask_b32);
  uint32_t r;
  __builtin_memcpy(&r, &m, 4);
  return r;
}

/// Bytes among 32 that matter to where JSON values end: '"', '\'', '\\', brackets, line feeds; and
/// '|', which shares a compare with them.
BYTEMASK_INLINE uint32_t bytemask_json_frame(const void *_Nonnull p) {
  bytemask_v32 v;
  memcpy(&v, p, 32);
  // '[' '\\' ']' and '{' '|' '}' are three in a row each, and differ in one bit.
  bytemask_v32 folded = (v | (uint8_t)0x20) - (uint8_t)'{';
  bytemask_b32 m = __builtin_convertvector(
      (folded < (uint8_t)3) | (v == (uint8_t)'"') | (v == (uint8_t)'\'') | (v == (uint8_t)'\n'),
      bytemask_b32);
  uint32_t r;
  __builtin_memcpy(&r, &m, 4);
  return r;
}

/// Bytes among 32 at which cells of a table end or have to be looked at: the delimiter, '"', line ends.
BYTEMASK_INLINE uint32_t bytemask_cell(const void *_Nonnull p, uint8_t delimiter) {
  bytemask_v32 v;
  memcpy(&v, p, 32);
  bytemask_b32 m = __builtin_convertvector((v == delimiter) | (v == (uint8_t)'"') |
                                               (v == (uint8_t)'\n') | (v == (uint8_t)'\r'),
                                           bytemask_b32);
  uint32_t r;
  __builtin_memcpy(&r, &m, 4);
  return r;
}

/// Where among 32 places a byte of the 32 at p equals a, and that of the 32 at q equals b, all with bit 5 set:
/// the case of letters aside.
BYTEMASK_INLINE uint32_t bytemask_folded_pair(const void *_Nonnull p, uint8_t a,
                                              const void *_Nonnull q, uint8_t b) {
  bytemask_v32 v, w;
  memcpy(&v, p, 32);
  memcpy(&w, q, 32);
  bytemask_b32 m = __builtin_convertvector(
      ((v | (uint8_t)0x20) == a) & ((w | (uint8_t)0x20) == b), bytemask_b32);
  uint32_t r;
  __builtin_memcpy(&r, &m, 4);
  return r;
}

/// Where 16 bytes at a equal 16 bytes at b.
BYTEMASK_INLINE uint32_t bytemask_same16(const void *_Nonnull a, const void *_Nonnull b) {
  bytemask_v16 x, y;
  memcpy(&x, a, 16);
  memcpy(&y, b, 16);
  bytemask_b16 m = __builtin_convertvector(x == y, bytemask_b16);
  uint16_t r;
  __builtin_memcpy(&r, &m, 2);
  return r;
}

/// Where 32 bytes at a equal 32 bytes at b, which is a multiple of 16.
BYTEMASK_INLINE uint32_t bytemask_same32(const void *_Nonnull a, const void *_Nonnull b) {
  bytemask_v32 x, y;
  memcpy(&x, a, 32);
  memcpy(&y, __builtin_assume_aligned(b, 16), 32);
  bytemask_b32 m = __builtin_convertvector(x == y, bytemask_b32);
  uint32_t r;
  __builtin_memcpy(&r, &m, 4);
  return r;
}

typedef struct {
  /// Whether the 24 bytes are such a text. Only months, days and hours may be out of range.
  _Bool is_valid;
  uint16_t century, year, month, day, hour, minute, second, hundredths, thousandths;
} bytemask_instant;

/// The number that two digits are, in each 16 bits.
BYTEMASK_INLINE bytemask_w8 bytemask_pairs(bytemask_v16 digits) {
  bytemask_w8 pairs = (bytemask_w8)digits;
  return (pairs & 0xFF) * 10 + (pairs >> 8);
}

/// The parts of 2014-04-11T21:55:32.590Z, 24 bytes. Little-endian.
BYTEMASK_INLINE bytemask_instant bytemask_iso8601(const void *_Nonnull p) {
  // What to take away, so that digits are numbers and the rest 0, and how much may be left.
  const bytemask_v16 zeros = {'0', '0', '0', '0', '-', '0', '0', '-',
                              '0', '0', 'T', '0', '0', ':', '0', '0'};
  const bytemask_v16 most = {9, 9, 9, 9, 0, 1, 9, 0, 3, 9, 0, 2, 9, 0, 5, 9};
  const bytemask_v16 zeros8 = {'0', '0', 'T', '0', '0', ':', '0', '0',
                               ':', '0', '0', '.', '0', '0', '0', 'Z'};
  const bytemask_v16 most8 = {3, 9, 0, 2, 9, 0, 5, 9, 0, 5, 9, 0, 9, 9, 9, 0};
  bytemask_v16 text, text8, text5;
  memcpy(&text, p, 16);
  memcpy(&text8, (const char *)p + 8, 16);
  memcpy(&text5, (const char *)p + 5, 16);
  text -= zeros;
  text8 -= zeros8;
  bytemask_b16 valid = __builtin_convertvector((text <= most) & (text8 <= most8), bytemask_b16);
  uint16_t r;
  __builtin_memcpy(&r, &valid, 2);
  // Pairs that begin at an even place, and at an odd one.
  bytemask_w8 even = bytemask_pairs(text), even8 = bytemask_pairs(text8);
  bytemask_w8 odd = bytemask_pairs(text5 - '0');
  return (bytemask_instant){r == 0xFFFF, even[0], even[1], odd[0],   even[4],
                            odd[3],      even[7], odd[6],  even8[6], ((bytemask_w8)text8)[7]};
}

/// How many of `count` bytes are `byte`.
BYTEMASK_INLINE ptrdiff_t bytemask_count(const void *_Nonnull start, uint8_t byte, ptrdiff_t count) {
  const uint8_t *p = (const uint8_t *)start;
  ptrdiff_t total = 0;
  while (count >= 16) {
    // A byte of the sum holds 255 compares.
    ptrdiff_t blocks = count / 16 < 255 ? count / 16 : 255;
    bytemask_v16 sum = {0};
    for (ptrdiff_t i = 0; i < blocks; i++) {
      bytemask_v16 v;
      memcpy(&v, p + 16 * i, 16);
      sum -= (bytemask_v16)(v == byte);
    }
    for (int i = 0; i < 16; i++) total += sum[i];
    p += 16 * blocks;
    count -= 16 * blocks;
  }
  for (ptrdiff_t i = 0; i < count; i++) total += p[i] == byte;
  return total;
}

/// The offset of the first byte equal to c, -1 if there is none.
BYTEMASK_INLINE ptrdiff_t bytemask_find(const void *_Nonnull p, uint8_t c, size_t n) {
  const void *found = memchr(p, c, n);
  return found ? (const char *)found - (const char *)p : -1;
}

/// Asks for the cache line at p, to be written soon.
BYTEMASK_INLINE void bytemask_prefetch(const void *_Nonnull p) { __builtin_prefetch(p, 1, 3); }

/// A few nanoseconds of waiting, easy on the processor.
BYTEMASK_INLINE void bytemask_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
