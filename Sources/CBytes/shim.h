#pragma once
// Sixteen bytes as a vector. Swift's SIMD16 compares them one by one; Clang's vectors become SSE2, NEON or whatever the processor has.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t feedd_block __attribute__((vector_size(16)));
typedef _Bool feedd_truths __attribute__((ext_vector_type(16)));

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "bit n of a mask tells of byte n only where the lowest byte comes first");

static inline feedd_block feedd_load(const uint8_t *bytes) {
    feedd_block block;
    __builtin_memcpy(&block, bytes, sizeof block);
    return block;
}

static inline void feedd_store(feedd_block block, uint8_t *bytes) { __builtin_memcpy(bytes, &block, sizeof block); }

static inline feedd_block feedd_block_of(uint64_t low, uint64_t high) {
    const uint64_t words[2] = {low, high};
    return feedd_load((const uint8_t *)words);
}

static inline feedd_block feedd_or(feedd_block block, uint8_t bits) { return block | bits; }

static inline feedd_block feedd_xor(feedd_block block, uint8_t bits) { return block ^ bits; }

static inline uint16_t feedd_bits(feedd_truths truths) {
    uint16_t bits;
    __builtin_memcpy(&bits, &truths, sizeof bits);
    return bits;
}

static inline uint16_t feedd_equal(feedd_block block, uint8_t byte) {
    return feedd_bits(__builtin_convertvector(block == byte, feedd_truths));
}

static inline uint16_t feedd_at_most(feedd_block block, uint8_t byte) {
    return feedd_bits(__builtin_convertvector(block <= byte, feedd_truths));
}

// Both ends count.
static inline uint16_t feedd_within(feedd_block block, uint8_t low, uint8_t high) {
    return feedd_at_most(block - low, (uint8_t)(high - low));
}

// With ASCII's capitals small.
static inline feedd_block feedd_lowercased(feedd_block block) {
    return block | ((feedd_block)((feedd_block)(block - 'A') <= 'Z' - 'A') & 0x20);
}

// `memmem`, which glibc declares for GNU programs alone.
extern void *memmem(const void *haystack, size_t haystack_count, const void *needle, size_t needle_count);

static inline _Bool feedd_contains(const uint8_t *bytes, size_t count, const uint8_t *part, size_t part_count) {
    return memmem(bytes, count, part, part_count) != NULL;
}
