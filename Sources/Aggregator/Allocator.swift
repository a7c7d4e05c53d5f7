import CMalloc

/// Settings of glibc's allocator that make it return memory: documents of megabytes come and go on many threads.
package enum Allocator {
    /// To be called before the first thread starts, since arenas that exist stay.
    package static func configure() {
        // By default there are up to eight arenas a core, and each keeps the most that it ever needed. With a single one threads would wait for each other.
        _ = mallopt(M_ARENA_MAX, 2)
        // Blocks above this size, such as bodies and texts, are mapped by themselves and unmapped when freed. By default the threshold grows with them.
        _ = mallopt(M_MMAP_THRESHOLD, 256 << 10)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }

    /// Returns free pages between blocks that are in use. To be called where much has been freed, not often: the pages are zeroed when they are used again.
    static func trim() {
        _ = malloc_trim(0)
    }
}
