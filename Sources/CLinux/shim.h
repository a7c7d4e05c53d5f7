// What Linux's C library has and Swift's Glibc module, made without _GNU_SOURCE, lacks.
#include <linux/falloc.h>
#include <stddef.h>
#include <sys/types.h>

// The last byte of that value, or NULL.
extern void *memrchr(const void *bytes, int value, size_t count);

extern int fallocate(int fd, int mode, off_t offset, off_t length);

// Sets space aside beyond the file's end and leaves its size as it is.
static inline int feedd_reserve(int fd, off_t offset, off_t length) {
    return fallocate(fd, FALLOC_FL_KEEP_SIZE, offset, length);
}
