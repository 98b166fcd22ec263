/** Rich text blocks as DOM nodes. */

import { h } from "./dom.js";
import { channelMention, link, mention } from "./mrkdwn.js";
import { slackDate } from "./time.js";

const STYLES = { bold: "b", italic: "i", strike: "s", code: "code" };

const INLINE = {
  text: (entry) => entry.text,
  link: (entry) => link(entry.url, entry.text || entry.url),
  user: (entry) => mention(entry.user_id),
  channel: (entry) => channelMention(entry.channel_id),
  usergroup: (entry) => h("span", { class: "mention" }, `@${entry.usergroup_id}`),
  broadcast: (entry) => h("span", { class: "mention" }, `@${entry.range}`),
  emoji: (entry) => emoji(entry),
  date: (entry) => h("time", {}, slackDate(entry.timestamp, entry.format)),
  color: (entry) => entry.value,
};

const PARTS = {
  rich_text_section: (part) => h("div", {}, part.elements.map(inline)),
  rich_text_quote: (part) => h("blockquote", {}, part.elements.map(inline)),
  rich_text_preformatted: (part) => h("pre", {}, part.elements.map(inline)),
  rich_text_list: (part) => list(part),
};

/** The nodes of a rich text block's elements. */
export const richText = (elements) => elements.map((part) => PARTS[part.type]?.(part));

function emoji({ name, unicode }) {
  if (!unicode) return `:${name}:`;
  return String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16)));
}

function inline(entry) {
  const node = INLINE[entry.type]?.(entry) ?? "";
  const styles = Object.keys(STYLES).filter((style) => entry.style?.[style]);
  return styles.reduce((inner, style) => h(STYLES[style], {}, inner), node);
}

function list({ style, elements, indent = 0, offset = 0 }) {
  const items = elements.map((item) => h("li", {}, item.elements.map(inline)));
  const start = style === "ordered" && offset ? offset + 1 : null;
  return h(style === "ordered" ? "ol" : "ul", { class: `indent-${indent}`, start }, items);
}
