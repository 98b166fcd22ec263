/** The messages of one conversation, the newest last. */

import { blocks } from "./blocks.js";
import { h, replace } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { messageSurface } from "./surface.js";
import { dayOf, timeOf } from "./time.js";
import { bot, nameOf } from "./world.js";

const NEAR_THE_END = 80;

/** A list that keeps what did not change, and stays at its end. */
export class Messages {
  #rows = new Map();

  constructor(title) {
    this.list = h("ol");
    this.node = h(
      "div",
      { class: "messages", role: "log", "aria-label": `Messages in ${title}`, tabindex: "0" },
      this.list,
    );
  }

  /** Show these messages. */
  see(messages) {
    const { node } = this;
    const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_THE_END;
    const gone = new Set(this.#rows.keys());
    messages.forEach((message, index) => {
      gone.delete(message.ts);
      this.#show(message, index ? messages[index - 1] : null);
    });
    for (const ts of gone) this.#drop(ts);
    node.classList.toggle("empty", !messages.length);
    if (atEnd) node.scrollTop = node.scrollHeight;
  }

  #show(message, before) {
    const known = this.#rows.get(message.ts);
    const isNewDay = !before || dayOf(before.ts) !== dayOf(message.ts);
    const looks = JSON.stringify([message, isNewDay]);
    if (known?.looks === looks) return;
    const row = drawn(message, isNewDay);
    if (known) replace(known.row, row);
    else this.#insert(row, before);
    this.#rows.set(message.ts, { looks, row });
  }

  #insert(row, before) {
    const previous = before && this.#rows.get(before.ts).row;
    if (previous) previous.after(row);
    else this.list.prepend(row);
  }

  #drop(ts) {
    this.#rows.get(ts).row.remove();
    this.#rows.delete(ts);
  }
}

function drawn(message, isNewDay) {
  const { text, blocks: parts, attachments, files, ephemeral } = message;
  const surface = messageSurface(message);
  const body = parts.length ? blocks(parts, surface) : h("div", { class: "words" }, mrkdwn(text));
  return h(
    "li",
    { class: ephemeral ? "message ephemeral" : "message", tabindex: "-1", "data-ts": message.ts },
    isNewDay && h("p", { class: "day" }, dayOf(message.ts)),
    h("div", { class: "avatar", "aria-hidden": "true" }, nameOf(message.author)[0]),
    h(
      "div",
      { class: "said" },
      ephemeral && h("p", { class: "only-you" }, "Only visible to you"),
      heading(message),
      body,
      attachments.map((each) => attachment(each, surface)),
      files.map(file),
    ),
  );
}

function heading({ author, ts, edited, thread_ts: thread }) {
  return h(
    "p",
    { class: "heading" },
    h("b", {}, nameOf(author)),
    (author === "bot" || author === bot().id) && h("span", { class: "tag" }, "App"),
    h("time", { datetime: new Date(ts * 1000).toISOString() }, timeOf(ts)),
    thread && thread !== ts && h("small", {}, "in a thread"),
    edited && h("small", {}, "(edited)"),
  );
}

/** A file: its name, and its text for whoever opens it. */
const file = ({ name, size, content }) =>
  h(
    "details",
    { class: "file" },
    h("summary", {}, name, h("small", {}, ` ${Math.ceil(size / 1000)} kB`)),
    h("pre", { tabindex: "0" }, content),
  );

const attachment = ({ blocks: parts, text, fallback }, surface) =>
  h("blockquote", {}, parts?.length ? blocks(parts, surface) : mrkdwn(text || fallback || ""));
