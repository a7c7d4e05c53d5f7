import Glibc
import Markup

/// Computes the features of each block of a page.
struct BlockFeatures {
    typealias Value = (feature: BlockFeature, value: Double)

    private let blocks: [PageBlocks.Block]
    /// For each block, the previous and the next block with text in document order; -1 if there is none.
    private var previous: [Int] = []
    private var next: [Int] = []
    private var firstHeading = Int.max
    private var firstComment = Int.max
    private let total: Double
    /// Characters in paragraphs: on the whole page, and before each block.
    private var proseBefore: [Int] = []
    private let prose: Double

    /// The block that directly, or nearly so, contains most of the page's prose.
    private var centre = 0
    /// The first and the last prose block inside it.
    private var proseRange: (first: Int, last: Int) = (Int.max, -1)
    /// The depth at which most of the prose is, and the class names of its blocks.
    private var proseDepth = -1
    private var proseNames: ClassNames = []
    private let title: Int

    init(_ page: PageBlocks) {
        let blocks = page.blocks
        self.blocks = blocks
        title = page.title
        total = Double(max(1, blocks.first?.whole.characters ?? 1))
        previous = [Int](repeating: -1, count: blocks.count)
        next = previous
        var last = -1
        var sum = 0
        proseBefore.reserveCapacity(blocks.count + 1)
        for (index, block) in blocks.enumerated() {
            previous[index] = last
            proseBefore.append(sum)
            if block.own.characters > 0 {
                if last >= 0 { next[last] = index }
                last = index
            }
            if block.own.isParagraph { sum += block.own.characters }
            if block.element == .h1, firstHeading == Int.max, block.own.characters > 0 { firstHeading = index }
            if firstComment == Int.max, block.names.contains(.comment), Double(block.whole.characters) < 0.6 * total, index > 0 {
                firstComment = index
            }
        }
        // For a block without text of its own, the next text is the first inside it.
        var following = -1
        for index in blocks.indices.reversed() {
            if blocks[index].own.characters == 0 { next[index] = following } else { following = index }
        }
        proseBefore.append(sum)
        prose = Double(max(1, sum))
        findCentre()
    }

    private mutating func findCentre() {
        var scores = [Double](repeating: 0, count: blocks.count)
        for (index, block) in blocks.enumerated()
        where block.own.characters - block.own.linked >= 40 && block.own.linkDensity < 0.5 && block.parent >= 0 {
            let plain = Double(block.own.characters - block.own.linked)
            let score = min(plain, 1000) / 100 + Double(min(block.own.commas, 10)) / 2
            // A block with much text broken by `<br>` is its own centre.
            if plain > 600, block.element != .p { scores[index] += score }
            scores[block.parent] += score
            if blocks[block.parent].parent >= 0 { scores[blocks[block.parent].parent] += score / 2 }
        }
        var best = 0.0
        for index in blocks.indices {
            let block = blocks[index]
            var score = scores[index] * (1 - block.whole.linkDensity)
            if block.names.contains([.article, .body]) || block.marks.contains(.articleBody) { score *= 1.4 }
            if !block.names.isDisjoint(with: [.comment, .sidebar, .footer, .related]) { score *= 0.5 }
            if index >= firstComment { score *= 0.5 }
            if score > best {
                best = score
                centre = index
            }
        }
        var depths: [Int: Int] = [:]
        var names: [UInt32: Int] = [:]
        for index in centre..<(blocks.isEmpty ? 0 : blocks[centre].end) where blocks[index].own.isParagraph {
            proseRange.first = min(proseRange.first, index)
            proseRange.last = index
            depths[blocks[index].depth, default: 0] += blocks[index].own.characters
            names[blocks[index].names.rawValue, default: 0] += blocks[index].own.characters
        }
        proseDepth = depths.max { $0.value < $1.value }?.key ?? -1
        proseNames = ClassNames(rawValue: names.max { $0.value < $1.value }?.key ?? 0)
    }

    private func isAroundCentre(_ index: Int) -> Bool { index <= centre && centre < blocks[index].end }

    private func appendCentre(_ index: Int, _ values: inout [Value]) {
        let block = blocks[index]
        if index == centre {
            values.append((.centre, 1))
        } else if isAroundCentre(index) {
            values.append((.aroundCentre, 1))
        } else if index > centre, index < blocks[centre].end {
            values.append((block.parent == centre ? .inCentre : .deepInCentre, 1))
        } else {
            let parent = blocks[centre].parent
            if block.parent == parent {
                values.append((.besideCentre, 1))
            } else if parent >= 0, index > parent, index < blocks[parent].end {
                values.append((.nearCentre, 1))
            } else {
                values.append((.farFromCentre, 1))
            }
        }
        guard block.own.characters > 0 else {
            if title > index, title < block.end { values.append((.holdsTitle, 1)) }
            return
        }
        appendText(index, inRelationTo: centre, &values)
        if index < proseRange.first { values.append((.beforeProse, 1)) }
        if index > proseRange.last { values.append((.afterProse, 1)) }
        if block.depth == proseDepth { values.append((.proseDepth, 1)) }
        if block.names == proseNames, block.depth == proseDepth { values.append((.sameNamesAsProse, 1)) }
        if index == title { values.append((.title, 1)) }
        if title >= 0 {
            if index < title { values.append((.beforeTitle, 1)) }
            if index > title, block.before - blocks[title].before < 400 { values.append((.nearTitle, 1)) }
        }
        if block.own.furniture > 0 {
            let density = Double(block.own.furniture * 100) / Double(block.own.characters + 20)
            values.append((.furniture, min(1, density / 2)))
            if block.own.furniture >= 3 { values.append((.furnitureMuch, 1)) }
        }
        if block.own.isRights { values.append((.isRights, 1)) }
    }

    /// Appends the features for the block being inside to `inside`, for the article beginning at it to `enter`, and for it being left out
    /// to `leave`.
    func append(_ index: Int, inside: inout [Value], enter: inout [Value], leave: inout [Value]) {
        appendText(index, &inside)
        appendElement(blocks[index], &inside)
        appendNames(blocks[index], &inside)
        appendWhole(index, &inside)
        appendPlace(index, &inside)
        appendCentre(index, &inside)
        appendEnter(index, &enter)
        appendLeave(index, &leave)
    }

    /// The share of all paragraph text on the page that is inside the block.
    private func share(_ index: Int) -> Double {
        Double(proseBefore[blocks[index].end] - proseBefore[index]) / prose
    }

    private func appendText(_ index: Int, _ values: inout [Value]) {
        let block = blocks[index]
        let own = block.own
        values.append((.always, 1))
        guard own.characters > 0 else {
            if block.whole.characters == 0 { values.append((block.images > 0 ? .imageOnly : .textless, 1)) }
            return
        }
        let density = own.linkDensity
        let plain = Double(own.characters - own.linked)
        values.append((.hasText, 1))
        values.append((.length, min(2, (1 + plain).logarithm / 5)))
        if own.characters < 25 { values.append((.isShort, 1)) }
        if plain >= 60 { values.append((.isMedium, 1)) }
        if plain >= 200 { values.append((.isLong, 1)) }
        values.append((.linkDensity, density))
        if density > 0.9 { values.append((.linkOnly, 1)) } else if density > 0.35 { values.append((.linkSome, 1)) }
        if own.links > 3, density > 0.3 { values.append((.manyLinks, 1)) }
        if own.commas > 0 { values.append((.commas, min(2, Double(1 + own.commas).logarithm))) }
        values.append((own.endsSentence ? .sentence : .noSentence, 1))
        if own.words >= 12, density < 0.3 { values.append((.wordy, 1)) }
        if own.digits * 4 > own.characters { values.append((.digits, 1)) }
        if own.separators > 1, own.separators * 20 > own.characters { values.append((.separators, 1)) }
    }

    private func appendElement(_ block: PageBlocks.Block, _ values: inout [Value]) {
        let feature: BlockFeature =
            switch block.element {
            case .p: .paragraph
            case .h1: .heading1
            case .h2: .heading2
            case .h3, .h4, .h5, .h6: .heading3
            case .li: .listItem
            case .ul, .ol, .dir, .menu: .list
            case .td, .th: .cell
            case .table, .tbody, .thead, .tfoot, .tr, .caption: .table
            case .blockquote: .quote
            case .pre, .listing: .preformatted
            case .figcaption: .caption
            case .figure: .figure
            case .div, .center: .division
            case .section: .sectioning
            case .article: .articleElement
            case .main: .mainElement
            case .aside: .asideElement
            case .nav: .navElement
            case .footer: .footerElement
            case .header: .headerElement
            case .form, .fieldset, .legend, .label, .option: .formElement
            case .dl, .dt, .dd: .definition
            case .address: .address
            case .html, .body: .otherElement
            default: block.element.isBlock ? .otherElement : .inlineElement
            }
        values.append((feature, 1))
    }

    private static let named: [(ClassNames, BlockFeature)] = [
        (.comment, .nameComment), (.share, .nameShare), (.related, .nameRelated), (.navigation, .nameNavigation), (.sidebar, .nameSidebar),
        (.footer, .nameFooter), (.header, .nameHeader), (.advertisement, .nameAdvertisement), (.subscribe, .nameSubscribe),
        (.meta, .nameMeta),
        (.caption, .nameCaption), (.hidden, .nameHidden), (.widget, .nameWidget), (.author, .nameAuthor), (.tags, .nameTags),
        (.notice, .nameNotice),
        (.title, .nameTitle), (.lead, .nameLead), (.teaser, .nameTeaser), (.list, .nameList), (.gallery, .nameGallery),
        (.table, .nameTable),
    ]

    private func appendNames(_ block: PageBlocks.Block, _ values: inout [Value]) {
        if !block.names.isEmpty {
            let isArticle = block.names.contains(.article)
            let isBody = block.names.contains(.body)
            if isArticle, isBody {
                values.append((.nameArticleBody, 1))
            } else if isArticle {
                values.append((.nameArticle, 1))
            } else if isBody {
                values.append((.nameBody, 1))
            }
            for (names, feature) in Self.named where block.names.contains(names) { values.append((feature, 1)) }
        }
        if !block.marks.isEmpty {
            if block.marks.contains(.articleBody) { values.append((.markArticleBody, 1)) }
            if block.marks.contains(.articleType) { values.append((.markArticleType, 1)) }
            if block.marks.contains(.hidden) { values.append((.markHidden, 1)) }
            if block.marks.contains(.landmark) { values.append((.markLandmark, 1)) }
            if block.marks.contains(.mainRole) { values.append((.markMain, 1)) }
        }
    }

    private func appendWhole(_ index: Int, _ values: inout [Value]) {
        let block = blocks[index]
        guard block.end > index + 1 else { return }
        let whole = block.whole
        if whole.characters > 0 {
            values.append((.wholeLinkDensity, whole.linkDensity))
            if whole.linkDensity > 0.6 { values.append((.wholeLinkMost, 1)) }
            if whole.characters < 60 { values.append((.wholeTiny, 1)) }
        }
        values.append((.wholeShare, share(index)))
        if block.paragraphs == 0 {
            values.append((.wholeNoParagraph, 1))
        } else {
            values.append((.wholeParagraphs, min(2, Double(block.paragraphs).logarithm)))
        }
        if whole.furniture > 0 { values.append((.wholeFurniture, min(1, Double(whole.furniture * 50) / Double(whole.characters + 20)))) }
        if whole.characters > 0, whole.words < 6 * (block.end - index - 1) { values.append((.wholeTerse, 1)) }
        if block.controls > 0, block.paragraphs < 3 { values.append((.wholeControls, 1)) }
        if whole.links > 3, whole.characters < 40 * whole.links, block.paragraphs == 0 { values.append((.wholeShortList, 1)) }
    }

    private func appendPlace(_ index: Int, _ values: inout [Value]) {
        let block = blocks[index]
        let isLeaf = block.own.characters > 0
        let place = Double(block.before) / total
        if isLeaf {
            if place < 0.05 { values.append((.atStart, 1)) }
            if place > 0.9 { values.append((.atEnd, 1)) }
            if firstHeading != Int.max, index < firstHeading { values.append((.beforeHeading, 1)) }
            if index >= firstComment { values.append((.afterComments, 1)) }
            let before = previous[index] >= 0 ? blocks[previous[index]].own : TextFigures()
            let after = next[index] >= 0 ? blocks[next[index]].own : TextFigures()
            if before.isParagraph {
                values.append((.previousProse, 1))
            } else if before.linkDensity > 0.7 {
                values.append((.previousLinks, 1))
            }
            if after.isParagraph { values.append((.nextProse, 1)) } else if after.linkDensity > 0.7 { values.append((.nextLinks, 1)) }
            if before.isParagraph, after.isParagraph { values.append((.amongProse, 1)) }
        }
        if block.depth > 18 { values.append((.deep, 1)) }
        if block.parent >= 0 {
            let parent = blocks[block.parent]
            let others = parent.paragraphs - block.paragraphs
            if others >= 3 { values.append((.siblingsProse, 1)) }
        }
    }

    private func appendText(_ index: Int, inRelationTo centre: Int, _ values: inout [Value]) {
        let block = blocks[index]
        let parent = blocks[centre].parent
        if index >= centre, index < blocks[centre].end {
            values.append((.textInCentre, 1))
            if block.element == .li { values.append((.listInCentre, 1)) }
        } else if block.parent == parent {
            values.append((.textBesideCentre, 1))
        } else if parent >= 0, index > parent, index < blocks[parent].end {
            values.append((.textNearCentre, 1))
        } else {
            values.append((.textFarFromCentre, 1))
            if block.own.isParagraph { values.append((.longFarFromCentre, 1)) }
        }
        if block.element.isHeading {
            let isFollowed = next[index] >= 0 && blocks[next[index]].own.isParagraph && next[index] < blocks[centre].end
            values.append((isFollowed ? .headingBeforeProse : .headingAlone, 1))
        }
        if block.own.furniture > 0, index > proseRange.last { values.append((.furnitureAfterProse, 1)) }
        if block.own.credits > 0, block.own.characters < 90 { values.append((.credit, 1)) }
        if block.own.linkDensity > 0.6, previous[index] >= 0, next[index] >= 0, blocks[previous[index]].own.isParagraph {
            values.append((.linkAmongProse, 1))
        }
        if block.own.slanted * 10 > block.own.characters * 8 { values.append((.italic, 1)) }
        if block.own.bold * 10 > block.own.characters * 8 { values.append((.bold, 1)) }
        if abs(block.depth - proseDepth) > 3 { values.append((.farFromProseDepth, 1)) }
    }

    private func appendEnter(_ index: Int, _ values: inout [Value]) {
        let block = blocks[index]
        values.append((.enter, 1))
        if block.own.characters > 0 { values.append((.enterText, 1)) }
        let share = share(index)
        if share >= 0.75 {
            values.append((.enterShareHigh, 1))
        } else if share >= 0.4 {
            values.append((.enterShareMiddle, 1))
        } else {
            values.append((.enterShareLow, 1))
        }
        if block.paragraphs == 0 { values.append((.enterParagraphsNone, 1)) }
        if index == centre { values.append((.enterCentre, 1)) } else if isAroundCentre(index) { values.append((.enterAroundCentre, 1)) }
        if block.element == .article { values.append((.enterArticle, 1)) }
        if block.element == .main || block.marks.contains(.mainRole) { values.append((.enterMain, 1)) }
        if block.element == .h1 { values.append((.enterHeading, 1)) }
        if block.names.contains([.article, .body]) {
            values.append((.enterArticleBody, 1))
        } else if block.names.contains(.body) {
            values.append((.enterBody, 1))
        }
        if block.marks.contains(.articleBody) { values.append((.enterMark, 1)) }
    }

    private func appendLeave(_ index: Int, _ values: inout [Value]) {
        let block = blocks[index]
        values.append((.leave, 1))
        values.append((block.whole.characters > 0 ? .leaveText : .leaveNoText, 1))
        if !block.names.isDisjoint(with: [.comment, .share, .related, .navigation, .sidebar, .advertisement, .subscribe, .notice]) {
            values.append((.leaveNamed, 1))
        }
        if block.whole.linkDensity > 0.6 { values.append((.leaveLinks, 1)) }
        if share(index) > 0.3 { values.append((.leaveLarge, 1)) }
        if block.own.isParagraph { values.append((.leaveProse, 1)) }
        if isAroundCentre(index) { values.append((.leaveCentre, 1)) }
    }
}

extension Double {
    /// The natural logarithm; 0 for numbers that have none.
    fileprivate var logarithm: Double { self > 0 ? Glibc.log(self) : 0 }
}
