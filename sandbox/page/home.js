/** The app's Home tab. */

import { act } from "./api.js";
import { blocks, showErrors } from "./blocks.js";
import { h, replace } from "./dom.js";
import { viewSurface } from "./surface.js";

/** The tab, live; opening it tells the app. */
export class Home {
  #hash = null;
  #surface = null;

  constructor() {
    this.body = h("p", { class: "hint" }, "The app shows nothing here yet.");
    this.node = h("div", { class: "home" }, this.body);
    act("home").catch(() => {});
  }

  /** Show the tab as it is now. */
  see(view) {
    if (!view) return;
    if (this.#surface) this.#surface.view = view;
    else this.#surface = viewSurface("home", view);
    if (view.hash === this.#hash) return;
    this.#hash = view.hash;
    this.#draw(view);
  }

  #draw(view) {
    const body = blocks(view.blocks, this.#surface);
    body.tabIndex = -1;
    replace(this.body, body);
    this.body = body;
    showErrors(body, view.errors);
  }
}
