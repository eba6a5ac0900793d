#pragma once

/// The commit that the program was built from, shortened; empty where nobody knows.
const char *_Nonnull analyze_commit(void);

/// The version of ISA-L, such as `2.30.0`.
const char *_Nonnull analyze_isal_version(void);
