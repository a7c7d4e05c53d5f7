/// The features of a block that decide whether it belongs to the article. Each has weights in `BlockWeights`.
enum BlockFeature: Int, CaseIterable {
    // The block's own text.
    case always, hasText, length, isShort, isMedium, isLong, linkDensity, linkOnly, linkSome, commas, sentence, noSentence, wordy, digits,
        separators
    case textless, imageOnly, manyLinks
    // Its element.
    case paragraph, heading1, heading2, heading3, listItem, list, cell, table, quote, preformatted, caption, figure, division, sectioning,
        articleElement
    case mainElement, asideElement, navElement, footerElement, headerElement, formElement, definition, address, otherElement, inlineElement
    // Its class names and id.
    case nameArticle, nameBody, nameArticleBody, nameComment, nameShare, nameRelated, nameNavigation, nameSidebar, nameFooter, nameHeader
    case nameAdvertisement, nameSubscribe, nameMeta, nameCaption, nameHidden, nameWidget, nameAuthor, nameTags, nameNotice, nameTitle,
        nameLead
    case nameTeaser, nameList, nameGallery, nameTable
    case markArticleBody, markArticleType, markHidden, markLandmark, markMain
    // All text inside it.
    case wholeLinkDensity, wholeLinkMost, wholeShare, wholeParagraphs, wholeNoParagraph, wholeControls, wholeShortList, wholeTiny
    // Its position.
    case atStart, atEnd, beforeHeading, afterComments, deep
    case previousProse, nextProse, previousLinks, nextLinks, amongProse, siblingsProse
    // Its position relative to the block with most of the page's prose.
    case centre, aroundCentre, inCentre, deepInCentre, besideCentre, nearCentre, farFromCentre, beforeProse, afterProse, proseDepth
    case sameNamesAsProse, title, beforeTitle, nearTitle, furniture, furnitureMuch, isRights, enterCentre, enterAroundCentre, leaveCentre
    case textInCentre, textBesideCentre, textNearCentre, textFarFromCentre, headingBeforeProse, headingAlone, furnitureAfterProse, credit
    case linkAmongProse, italic, bold, wholeFurniture, wholeTerse, farFromProseDepth, listInCentre, longFarFromCentre, holdsTitle
    // The article begins at this block: its parent is outside, it is inside.
    case enter, enterText, enterShareLow, enterShareMiddle, enterShareHigh, enterArticle, enterBody, enterArticleBody, enterMark,
        enterParagraphsNone
    case enterMain, enterHeading
    // Something foreign begins at this block: its parent is inside, it is outside.
    case leave, leaveText, leaveNoText, leaveNamed, leaveLinks, leaveLarge, leaveProse
}
