/// Numbers that look random and are the same in every run.
package struct Noise {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// At least 0 and less than `limit`.
    package mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
    }
}
