#pragma once
// OpenSSL 3 prefers EVP, which allocates a context for each digest and can fail where the machine's OpenSSL configuration leaves an algorithm out. These
// functions do neither.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdint.h>

// - digest: room for 32 bytes
static inline void feedd_sha256(const void *bytes, size_t count, uint8_t *digest) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes, count);
    SHA256_Final(digest, &context);
}
