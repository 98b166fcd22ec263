/** Where a person can go: the app, their channels, their groups, its shortcuts. */

import { act } from "./api.js";
import { h, replace } from "./dom.js";
import { menuButton } from "./menu.js";
import { attempt } from "./trying.js";
import { bot, conversations, directMessages, nameOf, titleOf, world } from "./world.js";

/** The sidebar; `place` is where the person is, `unread(id)` counts. */
export class Sidebar {
  #looks = "";

  constructor(node) {
    this.node = node;
    this.body = h("div");
    node.append(this.body);
  }

  /** Show where one can go, unless nothing changed. */
  see(place, unread) {
    const groups = [
      ["App", appEntries(unread)],
      ["Channels", entries(["channel", "private"], unread)],
      ["Group messages", entries(["mpim"], unread)],
    ].filter(([, found]) => found.length);
    const looks = JSON.stringify([world.me.id, place, groups, world.state.shortcuts]);
    if (looks === this.#looks) return;
    this.#looks = looks;
    const body = h("div", { tabindex: "-1" }, groups.map((one) => group(one, place)), shortcuts());
    replace(this.body, body);
    this.body = body;
  }
}

function appEntries(unread) {
  const [name, { id }] = [nameOf(bot().id), directMessages()];
  return [
    { id: "home", mark: "⌂", title: `${name} Home`, count: 0 },
    { id, mark: "✉", title: name, count: unread(id) },
  ];
}

const MARKS = { channel: "#", private: "#", mpim: "☷" };

const entries = (kinds, unread) =>
  conversations()
    .filter(({ kind }) => kinds.includes(kind))
    .map((channel) => ({
      id: channel.id,
      mark: MARKS[channel.kind],
      title: titleOf(channel),
      note: noteOn(channel),
      count: unread(channel.id),
    }));

const noteOn = ({ kind, is_archived: archived }) =>
  [kind === "private" && "private", archived && "archived"].filter(Boolean).join(", ");

function group([title, found], place) {
  return [h("h2", {}, title), h("ul", {}, found.map((entry) => h("li", {}, link(entry, place))))];
}

function link({ id, mark, title, note, count }, place) {
  return h(
    "a",
    { href: `#${world.me.id}/${id}`, "aria-current": id === place ? "page" : null, "data-key": id },
    h("span", { class: "mark", "aria-hidden": "true" }, mark),
    h("span", { class: count ? "title new" : "title" }, title),
    note && h("small", {}, note),
    count > 0 && h("span", { class: "count" }, count, h("span", { class: "unseen" }, " new")),
  );
}

/** The app's global shortcuts; named by the manifest where the state tells the names. */
function shortcuts() {
  const found = Object.entries(world.state.shortcuts);
  if (!found.length) return null;
  const items = found.map(([id, { name, description }]) => ({
    text: name ?? readable(id),
    hint: description,
    pick: () => attempt(made.node, () => act("shortcut", { callback_id: id })),
  }));
  const made = menuButton({ "data-key": "shortcuts" }, "Shortcuts", items);
  return made.node;
}

function readable(id) {
  const words = id.split(/[._-]+/).join(" ");
  return words[0].toUpperCase() + words.slice(1);
}
