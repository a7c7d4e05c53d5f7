// Runs in the page of chromium.py. `load` puts pieces of HTML into the page in every way in which a program that shows feeds might, waits until all of it
// is loaded, and returns what stands there and should not, as [kind, detail].

// Elements that HTML for display does not have.
const FORBIDDEN_ELEMENTS = new Set(`script style link meta base title iframe frame frameset object embed applet param portal fencedframe form input button select
  option textarea datalist keygen isindex svg mglyph malignmark annotation-xml template noscript noembed noframes xmp plaintext marquee bgsound dialog map area slot`.split(/\s+/));
// Attributes that name things of the page, change its looks, or send something.
const FORBIDDEN_ATTRIBUTES = new Set(`style srcdoc id name is slot part target ping formaction action form http-equiv content nonce accesskey popover popovertarget
  command commandfor contenteditable tabindex autofocus download attributionsrc usemap background dynsrc lowsrc longdesc data codebase manifest`.split(/\s+/));
const URL_ATTRIBUTES = new Set("href src poster cite srcset xlink:href action formaction data background longdesc".split(" "));
const PERMITTED_SCHEMES = new Set(`http: https: mailto: tel: sms: xmpp: sip: sips: irc: ircs: matrix: magnet: geo: ftp: gemini: news: acct: bitcoin: webcal:
  nntp: callto: skype: whatsapp: tg: signal: viber: urn: doi: ipfs: nostr:`.split(/\s+/));
// HTML that others put around it. What the wrapper itself is made of is not looked at.
const WRAPPERS = [
  ["<table>", "</table>"], ["<select>", "</select>"], ["<p><b><i>", "</i></b></p>"], ["<a href=http://reader.test/>", "</a>"],
  ["<svg>", "</svg>"], ["<svg><desc>", "</desc></svg>"], ["<svg><title>", "</title></svg>"], ["<svg><foreignObject>", "</foreignObject></svg>"],
  ["<svg><style>", "</style></svg>"], ["<math><mtext>", "</mtext></math>"], ["<math><annotation-xml encoding=text/html>", "</annotation-xml></math>"],
  ["<noscript>", "</noscript>"], ["<template>", "</template>"], ["<button>", "</button>"], ["<form>", "</form>"], ["<textarea>", "</textarea>"],
  ["<!--", "-->"], ["<style>", "</style>"], ["<title>", "</title>"], ["<xmp>", "</xmp>"], ["<iframe>", "</iframe>"]];
// The wrappers whose content is text until an end tag: HTML in them may end them, but must not do more.
const TEXT = new Set(["<svg><style>", "<noscript>", "<textarea>", "<!--", "<style>", "<title>", "<xmp>", "<iframe>"]);

// Taken before any HTML may give the name to something else.
const body = document.body;
const findings = [];

async function load(documents) {
  const frames = [];
  for (const html of documents) {
    for (const [way, element] of fragments(html)) inspect(element, way);
    wrapped(html);
    frames.push(...framed(html));
  }
  await Promise.all(frames.map(([, frame]) => frame.loaded));
  for (const [way, frame] of frames) if (frame.contentDocument) inspect(frame.contentDocument, way);
  await act();
  return findings;
}

// --- Ways to load ---

function fragments(html) {
  const once = into(html), twice = into(once.innerHTML), thrice = into(twice.innerHTML);
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const withoutScripting = into(parsed.body ? parsed.body.innerHTML : "");
  const imported = into("");
  imported.append(document.createRange().createContextualFragment(html));
  return Object.entries({ once, twice, thrice, withoutScripting, imported });
}

function into(html) {
  const element = document.createElement("div");
  body.append(element);
  element.innerHTML = html;
  return element;
}

function wrapped(html) {
  for (const [before, after] of WRAPPERS) {
    const element = into(before + html + after);
    const own = new Set(before.match(/[\w-]+/g));
    if (!TEXT.has(before)) inspect(element, before, own);
    inspect(into(element.innerHTML), before + " twice", own, TEXT.has(before));
  }
}

function framed(html) {
  const asDocument = frame();
  const loaded = new Promise((done) => asDocument.addEventListener("load", done, { once: true }));
  asDocument.srcdoc = html;
  asDocument.loaded = Promise.race([loaded, pause(3000)]);
  // Without a document type, as old readers write it: quirks mode.
  const written = frame();
  written.contentDocument.open();
  written.contentDocument.write(html);
  written.contentDocument.close();
  written.loaded = pause(0);
  return [["document", asDocument], ["written", written]];
}

function frame() {
  const frame = document.createElement("iframe");
  body.append(frame);
  return frame;
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// --- What must not be there ---

// With `handlersOnly`, text of the wrapper may have become elements.
function inspect(root, way, own = new Set(), handlersOnly = false) {
  for (const element of root.querySelectorAll("*")) {
    const name = element.localName.toLowerCase();
    if (["html", "head", "body"].includes(name) && element.attributes.length === 0) continue;
    if (element.content instanceof DocumentFragment) inspect(element.content, way, own, handlersOnly);
    if (!handlersOnly && !own.has(name) && !own.has(element.localName) && (FORBIDDEN_ELEMENTS.has(name) || /[:-]/.test(name))) found("element", `<${name}>`, way);
    for (const attribute of element.attributes) inspectAttribute(element, attribute, way, handlersOnly);
  }
}

function inspectAttribute(element, { name, value }, way, handlersOnly) {
  const lower = name.toLowerCase();
  const place = `<${element.localName} ${name}="${value.slice(0, 80)}">`;
  if (/^on/.test(lower)) {
    found("attribute", place, way);
    handlers.push([element, lower.slice(2)]);
  } else if (URL_ATTRIBUTES.has(lower)) {
    const addresses = lower === "srcset" ? value.split(/\s*,\s+|\s+/) : [value];
    for (const address of addresses) if (!isPermitted(element, address)) {
      found("address", place, way);
      links.push(element);
    }
  } else if (!handlersOnly && FORBIDDEN_ATTRIBUTES.has(lower)) found("attribute", place, way);
}

function isPermitted(element, address) {
  try {
    const url = new URL(address, "http://reader.test/");
    return PERMITTED_SCHEMES.has(url.protocol) || (url.protocol === "data:" && /^image\//.test(url.pathname) && element.localName === "img");
  } catch {
    return true;
  }
}

function found(kind, detail, way) {
  if (!findings.some((other) => other[1].startsWith(detail))) findings.push([kind, `${detail} (${way})`]);
}

// --- What a reader might do ---

const handlers = [], links = [];

// Fires the events that have handlers, and follows the links that are no permitted ones.
async function act() {
  for (const [element, type] of handlers) {
    try { element.dispatchEvent(new Event(type)); } catch { }
  }
  for (const element of links) {
    try { element.click ? element.click() : element.dispatchEvent(new MouseEvent("click", { bubbles: true })); } catch { }
  }
  if (handlers.length || links.length) await pause(20);
}
