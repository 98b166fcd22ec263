/** Slack's markup as DOM nodes. */

import { h } from "./dom.js";
import { slackDate } from "./time.js";
import { channelOf, nameOf } from "./world.js";

const FENCE = /\n?```\n?([\s\S]+?)```\n?/;
const QUOTE = /^(?:&gt;|>) ?/;
const CODE = "`(?<code>[^`\\n]+)`";
const MARK = String.raw`(?<![\w*_~])(?<mark>[*_~])(?=\S)(?<inner>[^\n]*?\S)\k<mark>(?![\w*_~])`;
const TOKEN = new RegExp(`${CODE}|<(?<angle>[^<>]+)>|${MARK}`, "g");
const TAGS = { "*": "b", _: "i", "~": "s" };
const SAFE = /^(?:https?:\/\/|mailto:)/i;

/** Text without Slack's three entities. */
export const unescaped = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** A link that opens elsewhere; anything but the web and mail stays plain text. */
export function link(url, label) {
  if (!SAFE.test(url)) return label;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Open a link elsewhere, as a click on it would. */
export const follow = (url) => SAFE.test(url) && window.open(url, "_blank", "noopener,noreferrer");

/** A mention of a person. */
export const mention = (id) => h("span", { class: "mention" }, `@${nameOf(id)}`);

/** A mention of a channel. */
export const channelMention = (id, label) =>
  h("span", { class: "mention" }, `#${channelOf(id)?.name ?? (label || id)}`);

/** The nodes of a marked-up text. */
export const mrkdwn = (text) =>
  text.split(FENCE).flatMap((part, index) => {
    if (index % 2) return h("pre", {}, unescaped(part));
    return part ? lines(part) : [];
  });

function lines(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTE.test(line);
    if (runs.at(-1)?.quoted === quoted) runs.at(-1).lines.push(line);
    else runs.push({ quoted, lines: [line] });
  }
  return runs.flatMap(run);
}

const run = ({ quoted, lines: found }) =>
  quoted
    ? h("blockquote", {}, inline(found.map((line) => line.replace(QUOTE, "")).join("\n")))
    : inline(found.join("\n"));

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    nodes.push(unescaped(text.slice(end, found.index)), token(found.groups));
    end = found.index + found[0].length;
  }
  return [...nodes, unescaped(text.slice(end))];
}

function token({ code, angle, mark, inner }) {
  if (code) return h("code", {}, unescaped(code));
  return mark ? h(TAGS[mark], {}, inline(inner)) : reference(angle);
}

function reference(angle) {
  const [body, label = ""] = angle.split(/\|(.*)/s);
  const rest = body.slice(1);
  if (body[0] === "@") return mention(rest);
  if (body[0] === "#") return channelMention(rest, label);
  if (body.startsWith("!date^")) return date(body.split("^"), unescaped(label));
  if (body[0] === "!") return h("span", { class: "mention" }, label || `@${rest}`);
  return link(unescaped(body), unescaped(label || body.replace(/^mailto:/, "")));
}

function date([, seconds, pattern, url], fallback) {
  const words = /^\d+$/.test(seconds) && pattern ? slackDate(seconds, pattern) : fallback;
  return url ? link(url, words) : h("time", { title: fallback }, words);
}
