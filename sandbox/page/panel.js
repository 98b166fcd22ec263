/**
 * The clock bar, a panel that the host of the sandbox may supply. Its whole contract:
 *
 *   GET /panel        -> 200 {"now": "2026-11-02T09:00:00+00:00",
 *                             "buttons": [{"id": "next-day", "label": "Next day"}]}
 *                        anything but a 200 (204, 404): there is no panel
 *   POST /panel/<id>  -> 2xx once it is done, the body is not read;
 *                        otherwise the body's text is shown as the reason
 *
 * `now` is the wall clock of the sandbox; the page shows it in the person's zone. Buttons are
 * read again after each press and whenever the workspace changes.
 */

import { h, say } from "./dom.js";
import { fullTime } from "./time.js";
import { isBusy } from "./trying.js";

/** The bar in this element; `pressed` is called when a button has done its work. */
export class Panel {
  #exists = true;
  #looks = "";

  constructor(node, trouble, pressed) {
    Object.assign(this, { node, trouble, pressed });
    this.time = h("time");
    this.buttons = h("span", { class: "buttons" });
    node.append(this.time, this.buttons);
  }

  /** Read the panel, unless the host supplies none. */
  async see() {
    if (!this.#exists) return;
    const response = await fetch("panel");
    this.#exists = response.status === 200;
    this.node.hidden = !this.#exists;
    if (!this.#exists) return;
    const { now, buttons } = await response.json();
    this.time.textContent = fullTime(now);
    this.#draw(buttons);
  }

  #draw(buttons) {
    const looks = JSON.stringify(buttons);
    if (looks === this.#looks) return;
    this.#looks = looks;
    const focused = document.activeElement?.dataset.panel;
    this.buttons.replaceChildren(...buttons.map((button) => this.#button(button)));
    this.buttons.querySelector(`[data-panel="${CSS.escape(focused ?? "")}"]`)?.focus();
  }

  #button({ id, label }) {
    const press = () => this.#press(node, id);
    const node = h("button", { type: "button", "data-panel": id, onclick: press }, label);
    return node;
  }

  async #press(node, id) {
    if (isBusy(node)) return;
    node.setAttribute("aria-busy", "true");
    say(this.trouble, "");
    try {
      const response = await fetch(`panel/${encodeURIComponent(id)}`, { method: "POST" });
      if (!response.ok) say(this.trouble, await response.text());
      await this.pressed();
    } catch (reason) {
      say(this.trouble, reason.message);
    } finally {
      node.removeAttribute("aria-busy");
    }
  }
}
