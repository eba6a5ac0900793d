#include "CVersion.h"

#include <isa-l.h>

#ifndef ANALYZE_COMMIT
#define ANALYZE_COMMIT ""
#endif

#define TEXT_OF(value) #value
#define TEXT(value) TEXT_OF(value)

const char *analyze_commit(void) { return ANALYZE_COMMIT; }

const char *analyze_isal_version(void) {
  return TEXT(ISAL_MAJOR_VERSION) "." TEXT(ISAL_MINOR_VERSION) "." TEXT(ISAL_PATCH_VERSION);
}
