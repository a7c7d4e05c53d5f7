import CMalloc

/// glibc's allocator, set to give memory back: feedd's documents come and go by the megabyte, on many threads.
public enum Allocator {
    /// To be called before the first thread is started: an arena that is there stays.
    public static func save() {
        // By default every thread has an arena of its own, up to eight a core, and each keeps what it once needed. One for all would have them wait for it.
        _ = mallopt(M_ARENA_MAX, 2)
        // Bodies and texts of documents go back to the system at once; without this the threshold grows with the largest of them.
        _ = mallopt(M_MMAP_THRESHOLD, 256 << 10)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }

    /// Gives back the pages that lie free between what is in use. To be called now and then, where much was freed: they are zeroed when they are used again.
    static func trim() {
        _ = malloc_trim(0)
    }
}
