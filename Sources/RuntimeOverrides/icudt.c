// Takes the place of ICU's data (34 MB: locales, calendars, time zones, collation) in a statically linked feedd.
//
// GRDB has conversions that use Foundation's formatters, and with them the linker takes all of ICU and its data. feedd uses none of them. An object file of the
// executable comes before the archive that defines the same symbol, so the linker never takes the archive's. An ICU function that looks for data finds
// no data here, and after that no file, and fails with an error. scripts/check-binary makes sure that feedd asks for none.
//
// Hidden, so that where Foundation is a shared library (debug builds) it keeps its own data.
__attribute__((visibility("hidden"), aligned(16))) const unsigned char icudt76_dat[64] = {0};
