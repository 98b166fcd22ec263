/** A button that opens a menu, by mouse and by keyboard. */

import { h, newId } from "./dom.js";
import { follow } from "./mrkdwn.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** A button with its menu; entries are `{ text, hint, url, pick }`. */
export function menuButton(attributes, label, entries) {
  const id = newId("menu");
  const button = h(
    "button",
    { type: "button", "aria-haspopup": "menu", popovertarget: id, ...attributes },
    label,
  );
  const name = attributes["aria-label"] ?? label;
  const list = h(
    "div",
    { id, class: "menu", role: "menu", popover: "auto", "aria-label": name },
    entries.map((entry) => item(entry, () => list.hidePopover())),
  );
  list.addEventListener("toggle", (event) => opened(event, button, list));
  list.addEventListener("keydown", (event) => walk(event, list));
  return { button, node: h("span", { class: "menu-button" }, button, list) };
}

function item({ text, hint, url, pick }, close) {
  const chosen = () => {
    close();
    if (url) follow(url);
    pick();
  };
  const words = [h("span", {}, text), hint && h("small", {}, hint)];
  return h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: chosen }, words);
}

function opened(event, button, list) {
  const isOpen = event.newState === "open";
  button.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return;
  const at = button.getBoundingClientRect();
  const below = at.bottom + list.offsetHeight < innerHeight;
  list.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - list.offsetHeight - 4)}px`;
  list.style.left = `${Math.max(4, Math.min(at.left, innerWidth - list.offsetWidth - 8))}px`;
  list.firstElementChild?.focus();
}

function walk(event, list) {
  const items = [...list.children];
  const place = items.indexOf(document.activeElement);
  const ends = { Home: 0, End: items.length - 1 };
  const next = ends[event.key] ?? (place + STEPS[event.key] + items.length) % items.length;
  if (event.key === "Tab") list.hidePopover();
  if (Number.isNaN(next)) return;
  event.preventDefault();
  items[next].focus();
}
