/// What can be said of a block when it is asked whether it is part of the article: each has a weight in `BlockWeights`.
enum BlockFeature: Int, CaseIterable {
    // Of its own text.
    case always, hasText, length, isShort, isMedium, isLong, linkDensity, linkOnly, linkSome, commas, sentence, noSentence, wordy, digits,
        separators
    case textless, imageOnly, manyLinks
    // Of its element.
    case paragraph, heading1, heading2, heading3, listItem, list, cell, table, quote, preformatted, caption, figure, division, sectioning,
        articleElement
    case mainElement, asideElement, navElement, footerElement, headerElement, formElement, definition, address, otherElement, inlineElement
    // Of its names.
    case nameArticle, nameBody, nameArticleBody, nameComment, nameShare, nameRelated, nameNavigation, nameSidebar, nameFooter, nameHeader
    case nameAdvertisement, nameSubscribe, nameMeta, nameCaption, nameHidden, nameWidget, nameAuthor, nameTags, nameNotice, nameTitle,
        nameLead
    case nameTeaser, nameList, nameGallery, nameTable
    case markArticleBody, markArticleType, markHidden, markLandmark, markMain
    // Of all text in it.
    case wholeLinkDensity, wholeLinkMost, wholeShare, wholeParagraphs, wholeNoParagraph, wholeControls, wholeShortList, wholeTiny
    // Of where it stands.
    case atStart, atEnd, beforeHeading, afterComments, deep
    case previousProse, nextProse, previousLinks, nextLinks, amongProse, siblingsProse
    // Of where it stands to the block that holds most of the page's prose.
    case centre, aroundCentre, inCentre, deepInCentre, besideCentre, nearCentre, farFromCentre, beforeProse, afterProse, proseDepth
    case sameNamesAsProse, title, beforeTitle, nearTitle, furniture, furnitureMuch, isRights, enterCentre, enterAroundCentre, leaveCentre
    case textInCentre, textBesideCentre, textNearCentre, textFarFromCentre, headingBeforeProse, headingAlone, furnitureAfterProse, credit
    case linkAmongProse, italic, bold, wholeFurniture, wholeTerse, farFromProseDepth, listInCentre, longFarFromCentre, holdsTitle
    // Of the article beginning here: its parent is outside, it is inside.
    case enter, enterText, enterShareLow, enterShareMiddle, enterShareHigh, enterArticle, enterBody, enterArticleBody, enterMark,
        enterParagraphsNone
    case enterMain, enterHeading
    // Of something that is not part of it beginning here: its parent is inside, it is outside.
    case leave, leaveText, leaveNoText, leaveNamed, leaveLinks, leaveLarge, leaveProse
}
