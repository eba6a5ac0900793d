#pragma once
#if __has_include(<xlsxwriter.h>)
#include <xlsxwriter.h>
#elif __has_include("/opt/homebrew/include/xlsxwriter.h")
#include "/opt/homebrew/include/xlsxwriter.h"
#else
#error "xlsxwriter.h is missing: apt-get install libxlsxwriter-dev, or brew install libxlsxwriter"
#endif
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

// The header alone is compiled in. The library is loaded where a workbook is made: linked, it would
// bring libcrypto along, and cost every start of the program 3.5 million instructions.
//
// What is called here has been the same from 1.0 to 1.2 of the library. Structures are only handed
// over, and larger than the header has them, so that a newer library finds zeros in what it added.

/// The functions that are used, by their types in the header.
typedef struct shim_xlsx {
  __typeof__(&workbook_new_opt) new_opt;
  __typeof__(&workbook_set_properties) set_properties;
  __typeof__(&workbook_add_worksheet) add_worksheet;
  __typeof__(&workbook_add_format) add_format;
  __typeof__(&workbook_close) close;
  __typeof__(&lxw_workbook_free) free;
  __typeof__(&format_set_bold) set_bold;
  __typeof__(&format_set_align) set_align;
  __typeof__(&format_set_text_wrap) set_text_wrap;
  __typeof__(&format_set_num_format) set_num_format;
  __typeof__(&worksheet_write_string) write_string;
  __typeof__(&worksheet_write_number) write_number;
  __typeof__(&worksheet_set_column) set_column;
  __typeof__(&worksheet_freeze_panes) freeze_panes;
  __typeof__(&worksheet_autofilter) autofilter;
  __typeof__(&worksheet_ignore_errors) ignore_errors;
  __typeof__(&lxw_strerror) strerror;
} shim_xlsx;

/// Loads the library by a name (dlopen); false where it is not there, or lacks a function.
static inline bool shim_xlsx_load(shim_xlsx *_Nonnull library, const char *_Nonnull name) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return false;
#define SHIM_FIND(member, symbol)                                            \
  library->member = (__typeof__(library->member))dlsym(handle, #symbol);     \
  if (!library->member) return dlclose(handle), false
  SHIM_FIND(new_opt, workbook_new_opt);
  SHIM_FIND(set_properties, workbook_set_properties);
  SHIM_FIND(add_worksheet, workbook_add_worksheet);
  SHIM_FIND(add_format, workbook_add_format);
  SHIM_FIND(close, workbook_close);
  SHIM_FIND(free, lxw_workbook_free);
  SHIM_FIND(set_bold, format_set_bold);
  SHIM_FIND(set_align, format_set_align);
  SHIM_FIND(set_text_wrap, format_set_text_wrap);
  SHIM_FIND(set_num_format, format_set_num_format);
  SHIM_FIND(write_string, worksheet_write_string);
  SHIM_FIND(write_number, worksheet_write_number);
  SHIM_FIND(set_column, worksheet_set_column);
  SHIM_FIND(freeze_panes, worksheet_freeze_panes);
  SHIM_FIND(autofilter, worksheet_autofilter);
  SHIM_FIND(ignore_errors, worksheet_ignore_errors);
  SHIM_FIND(strerror, lxw_strerror);
#undef SHIM_FIND
  return true;
}

/// workbook_new_opt in constant memory, with a date of creation (workbook_set_properties).
static inline lxw_workbook *_Nullable shim_xlsx_new(
    const shim_xlsx *_Nonnull library, const char *_Nonnull path, const char *_Nonnull directory,
    bool zip64, time_t created) {
  struct {
    lxw_workbook_options known;
    char unknown[256];
  } options = {.known = {.constant_memory = 1, .tmpdir = (char *)directory, .use_zip64 = zip64}};
  struct {
    lxw_doc_properties known;
    char unknown[256];
  } properties = {.known = {.created = created}};
  lxw_workbook *workbook = library->new_opt(path, &options.known);
  if (workbook) library->set_properties(workbook, &properties.known);
  return workbook;
}

/// workbook_add_worksheet.
static inline lxw_worksheet *_Nullable shim_xlsx_add_sheet(
    const shim_xlsx *_Nonnull library, lxw_workbook *_Nonnull workbook, const char *_Nonnull name) {
  return library->add_worksheet(workbook, name);
}

/// workbook_add_format with format_set_num_format, format_set_bold, format_set_align.
static inline lxw_format *_Nullable shim_xlsx_add_format(
    const shim_xlsx *_Nonnull library, lxw_workbook *_Nonnull workbook,
    const char *_Nullable number, bool bold, bool right, bool wrap) {
  lxw_format *format = library->add_format(workbook);
  if (!format) return format;
  if (number) library->set_num_format(format, number);
  if (bold) library->set_bold(format);
  if (right) library->set_align(format, LXW_ALIGN_RIGHT);
  if (wrap) {
    library->set_align(format, LXW_ALIGN_VERTICAL_TOP);
    library->set_text_wrap(format);
  }
  return format;
}

/// worksheet_write_string of a terminated text; 0 where it was taken.
static inline int shim_xlsx_text(const shim_xlsx *_Nonnull library, lxw_worksheet *_Nonnull sheet,
                                 uint32_t row, uint16_t column, const uint8_t *_Nonnull text,
                                 lxw_format *_Nullable format) {
  return (int)library->write_string(sheet, row, column, (const char *)text, format);
}

/// worksheet_write_number; 0 where it was taken.
static inline int shim_xlsx_number(const shim_xlsx *_Nonnull library, lxw_worksheet *_Nonnull sheet,
                                   uint32_t row, uint16_t column, double number,
                                   lxw_format *_Nullable format) {
  return (int)library->write_number(sheet, row, column, number, format);
}

/// worksheet_set_column of one column, in widths of a digit.
static inline void shim_xlsx_width(const shim_xlsx *_Nonnull library,
                                   lxw_worksheet *_Nonnull sheet, uint16_t column, double width) {
  (void)library->set_column(sheet, column, column, width, NULL);
}

/// worksheet_freeze_panes below the first row.
static inline void shim_xlsx_freeze_header(const shim_xlsx *_Nonnull library,
                                           lxw_worksheet *_Nonnull sheet) {
  library->freeze_panes(sheet, 1, 0);
}

/// worksheet_autofilter from the first row on.
static inline void shim_xlsx_filter(const shim_xlsx *_Nonnull library,
                                    lxw_worksheet *_Nonnull sheet, uint32_t last_row,
                                    uint16_t last_column) {
  (void)library->autofilter(sheet, 0, 0, last_row, last_column);
}

/// worksheet_ignore_errors of numbers that are stored as text.
static inline void shim_xlsx_expect_text(const shim_xlsx *_Nonnull library,
                                         lxw_worksheet *_Nonnull sheet,
                                         const char *_Nonnull range) {
  (void)library->ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
}

/// workbook_close, which writes the file and frees the workbook; 0 where it went well.
///
/// It prints what goes wrong as well, with lines of its source: the stream of C that it does this to is
/// another one meanwhile. Descriptor 2 stays what it is.
static inline int shim_xlsx_close(const shim_xlsx *_Nonnull library,
                                  lxw_workbook *_Nonnull workbook) {
#if defined(__GLIBC__) || defined(__APPLE__)
  FILE *muted = fopen("/dev/null", "w");
  FILE *shown = stderr;
  if (muted) stderr = muted;
  int error = (int)library->close(workbook);
  stderr = shown;
  if (muted) fclose(muted);
  return error;
#else
  return (int)library->close(workbook);
#endif
}

/// lxw_workbook_free, for one that is given up.
static inline void shim_xlsx_free(const shim_xlsx *_Nonnull library,
                                  lxw_workbook *_Nonnull workbook) {
  library->free(workbook);
}

/// lxw_strerror.
static inline const char *_Nullable shim_xlsx_message(const shim_xlsx *_Nonnull library, int error) {
  return library->strerror((lxw_error)error);
}
