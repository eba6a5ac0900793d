#pragma once

/// The commit that the program was built from, shortened; empty where nobody knows.
const char *_Nonnull analyze_commit(void);

/// The address where the program lives; empty where whoever built it did not say.
const char *_Nonnull analyze_homepage(void);

/// The version of ISA-L, such as `2.30.0`.
const char *_Nonnull analyze_isal_version(void);

/// Memory of 1 MiB and more goes back to the system as soon as it is freed.
///
/// glibc raises this border to the size of whatever is freed (mallopt(3), M_MMAP_THRESHOLD): after one
/// document of 16 MiB, the buffers of the next one, each larger than the one before, would all stay.
void analyze_return_large_memory(void);
