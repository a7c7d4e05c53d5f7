/// libFuzzer's own mutations.
@_silgen_name("LLVMFuzzerMutate")
private func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int) -> Int

/// libFuzzer's mutator: half of the time one that knows of groups (``Template``), else libFuzzer's own.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateTemplate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int, _ seed: UInt32) -> Int {
    var chance = Chance(state: UInt64(seed))
    guard size > 8, chance.next(2) == 0 else { return mutate(data, size, most) }
    var template = Array(UnsafeBufferPointer(start: data, count: size))
    switch chance.next(5) {
    case 0, 1: Mutation.group(&template, &chance)
    case 2: Mutation.nest(&template, &chance)
    case 3: Mutation.recount(&template, &chance)
    default: Mutation.number(&template, &chance)
    }
    guard template.count <= most else { return mutate(data, size, most) }
    for (index, byte) in template.enumerated() { data[index] = byte }
    return template.count
}

private enum Mutation {
    /// Repeats a part, which may be a tag, an element or a few letters.
    static func group(_ template: inout [UInt8], _ chance: inout Chance) {
        let start = boundary(template, chance.next(template.count), &chance)
        let length = min(1 << chance.next(8) + chance.next(8), template.count - start)
        let end = boundary(template, start + length, &chance)
        let (from, to) = (max(1, min(start, end)), max(start, end))
        guard from < to else { return }
        template.insert(Template.close, at: to)
        template.insert(contentsOf: [Template.open, UInt8(chance.next(34))], at: from)
    }

    /// Repeats a part, and then another one as often.
    static func nest(_ template: inout [UInt8], _ chance: inout Chance) {
        let places = (0..<4).map { _ in max(1, boundary(template, chance.next(template.count), &chance)) }.sorted()
        guard places[0] < places[3] else { return }
        template.insert(Template.close, at: places[3])
        for place in [places[2], places[1]] { template.insert(Template.divider, at: place) }
        template.insert(contentsOf: [Template.open, UInt8(chance.next(34))], at: places[0])
    }

    static func recount(_ template: inout [UInt8], _ chance: inout Chance) {
        let groups = template.indices.dropLast().filter { template[$0] == Template.open }
        guard !groups.isEmpty else { return group(&template, &chance) }
        template[groups[chance.next(groups.count)] + 1] = UInt8(chance.next(34))
    }

    /// Makes the copies of a group differ.
    static func number(_ template: inout [UInt8], _ chance: inout Chance) {
        let groups = template.indices.dropLast(2).filter { template[$0] == Template.open }
        guard !groups.isEmpty else { return group(&template, &chance) }
        let start = groups[chance.next(groups.count)] + 2
        let end = template[start...].firstIndex(of: Template.close) ?? template.endIndex
        template.insert(Template.number, at: start + chance.next(end - start + 1))
    }

    /// Mostly the place of the next tag, member, attribute or word.
    private static func boundary(_ template: [UInt8], _ place: Int, _ chance: inout Chance) -> Int {
        let marks = ["<", ">", ",{", " \"&;/"]
        guard chance.next(4) > 0 else { return place }
        let mark = Array(marks[chance.next(marks.count)].utf8)
        guard let found = template[place...].firstIndex(where: mark.contains) else { return place }
        return mark == [UInt8(ascii: ">")] ? found + 1 : found
    }
}

/// SplitMix64: a run with a seed is repeatable.
private struct Chance {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(max(1, bound)))
    }
}
