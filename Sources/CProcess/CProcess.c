#include "CProcess.h"

#include <isa-l.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifndef ANALYZE_COMMIT
#define ANALYZE_COMMIT ""
#endif

#ifndef ANALYZE_HOMEPAGE
#define ANALYZE_HOMEPAGE ""
#endif

#define TEXT_OF(value) #value
#define TEXT(value) TEXT_OF(value)

const char *analyze_commit(void) { return ANALYZE_COMMIT; }

const char *analyze_homepage(void) { return ANALYZE_HOMEPAGE; }

const char *analyze_isal_version(void) {
  return TEXT(ISAL_MAJOR_VERSION) "." TEXT(ISAL_MINOR_VERSION) "." TEXT(ISAL_PATCH_VERSION);
}

void analyze_return_large_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}
