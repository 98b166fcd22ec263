/** Choosing from a list by typing: several values, or options that the app offers live. */

import { h, newId, say } from "./dom.js";

const PAUSE = 150;

/**
 * A combobox; what is chosen stands above it as chips that can be removed.
 *
 * `find(letters)` answers with groups `{ label?, options }` of Slack's options; `changed(chosen)`
 * is told of every change and answers whether it stands.
 */
export const picker = (setup) => new Picker(setup).node;

class Picker {
  #offered = [];
  #active = -1;
  #search = 0;
  #timer = 0;

  constructor({ attributes, chosen, most = Infinity, least = 0, find, changed }) {
    Object.assign(this, { chosen, most, least, find, changed });
    const listId = newId("list");
    this.chips = h("ul", { class: "chips", "aria-label": "Chosen" });
    this.list = h("ul", { id: listId, role: "listbox", class: "options", "aria-label": "Options" });
    this.status = h("p", { class: "hint", role: "status", hidden: true });
    this.input = h("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": listId,
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#typed(),
      onclick: () => this.list.hidden && this.#open(),
      onblur: () => this.#close(),
      ...attributes,
    });
    this.node = h("div", { class: "picker" }, this.chips, this.input, this.list, this.status);
    this.#close();
    this.#showChips();
  }

  #holds = (option) => this.chosen.some((each) => each.value === option.value);

  #showChips() {
    this.chips.replaceChildren(...this.chosen.map((option) => this.#chip(option)));
    this.chips.hidden = !this.chosen.length;
  }

  #chip(option) {
    const words = option.text.text;
    const onclick = () => {
      this.input.focus();
      this.#change(this.#without(option));
    };
    const attributes = { type: "button", "aria-label": `Remove ${words}`, onclick };
    return h("li", {}, h("button", attributes, words));
  }

  #without = (option) => this.chosen.filter((each) => each.value !== option.value);

  #choose(option) {
    if (this.#holds(option)) this.#change(this.#without(option));
    else if (this.most === 1) this.#change([option]);
    else if (this.chosen.length < this.most) this.#change([...this.chosen, option]);
    else say(this.status, `At most ${this.most} can be chosen.`);
  }

  async #change(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.input.value = "";
    this.#close();
    this.#showChips();
    if (await this.changed(chosen)) return;
    this.chosen = before;
    this.#showChips();
  }

  #close() {
    this.#search += 1;
    clearTimeout(this.#timer);
    this.#show([]);
    say(this.status, "");
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), PAUSE);
  }

  async #open() {
    const letters = this.input.value.trim();
    const mine = ++this.#search;
    if (letters.length < this.least) {
      say(this.status, `Type at least ${this.least} letters.`);
      return;
    }
    try {
      const groups = await this.find(letters);
      if (mine === this.#search) this.#offer(groups);
    } catch (reason) {
      if (mine === this.#search) say(this.status, `No options: ${reason.message}`);
    }
  }

  #offer(groups) {
    this.#show(groups);
    say(this.status, this.#offered.length ? "" : "Nothing fits.");
    if (this.#offered.length) this.#move(1);
  }

  #show(groups) {
    this.#offered = groups.flatMap((group) => group.options);
    this.#active = -1;
    this.list.replaceChildren(...groups.flatMap((group) => this.#entries(group)));
    this.list.hidden = !this.#offered.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  #entries({ label, options }) {
    const head = label ? [h("li", { role: "presentation", class: "group" }, label.text)] : [];
    return [...head, ...options.map((option) => this.#entry(option))];
  }

  #entry(option) {
    const attributes = {
      id: newId("option"),
      role: "option",
      "aria-selected": String(this.#holds(option)),
      onmousedown: (event) => event.preventDefault(),
      onclick: () => this.#choose(option),
    };
    const hint = option.description && h("small", {}, option.description.text);
    return h("li", attributes, option.text.text, hint);
  }

  #move(step) {
    const nodes = [...this.list.querySelectorAll("[role=option]")];
    nodes[this.#active]?.classList.remove("active");
    this.#active = (this.#active + step + nodes.length) % nodes.length;
    const node = nodes[this.#active];
    node.classList.add("active");
    node.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node.id);
  }

  #key(event) {
    const closed = this.list.hidden;
    const drops = !this.input.value && this.chosen.length > 0;
    const keys = {
      ArrowDown: () => (closed ? this.#open() : this.#move(1)),
      ArrowUp: closed ? null : () => this.#move(-1),
      Enter: () => closed || this.#choose(this.#offered[this.#active]),
      Escape: closed ? null : () => this.#close(),
      Backspace: drops ? () => this.#change(this.chosen.slice(0, -1)) : null,
    };
    const work = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!work) return;
    event.preventDefault();
    work();
  }
}
