/** The forms an app opens: a stack of dialogs, of which only the top one is seen. */

import { act } from "./api.js";
import { blocks, showErrors } from "./blocks.js";
import { flaws } from "./checks.js";
import { h, newId, replace, say } from "./dom.js";
import { viewSurface } from "./surface.js";
import { isBusy } from "./trying.js";

const stack = [];

/** Show what is on top now, or nothing. */
export function showModal(view) {
  const place = view ? stack.findIndex((modal) => modal.view.id === view.id) : -1;
  const gone = !view || place >= 0 ? stack.splice(place + 1) : [];
  if (view && place < 0) stack.push(new Modal(view));
  stack.forEach((modal, index) => modal.dialog.classList.toggle("below", index < stack.length - 1));
  gone.reverse().forEach((modal) => modal.remove());
  stack.at(-1)?.see(view);
}

class Modal {
  constructor(view) {
    this.view = view;
    this.surface = viewSurface("modal", view);
    this.title = h("h2", { id: newId("title") });
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.body = h("div");
    this.submit = h("button", { class: "primary" });
    this.cancel = h("button", { type: "button", onclick: () => this.close(false) });
    this.dialog = this.#dialog();
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.#draw();
    this.#focusFirst();
  }

  #dialog() {
    const onclick = () => this.close(true);
    const cross = { type: "button", class: "quiet", "aria-label": "Close all", onclick };
    const form = h(
      "form",
      { novalidate: true, onsubmit: (event) => this.send(event) },
      h("div", { class: "head" }, this.title, h("button", cross, "✕")),
      h("div", { class: "content" }, this.body, this.trouble),
      h("div", { class: "buttons" }, this.cancel, this.submit),
    );
    const dialog = h("dialog", { class: "modal", "aria-labelledby": this.title.id }, form);
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave(event));
    dialog.addEventListener("cancel", (event) => this.#leave(event));
    // A browser lets nobody hold a second cancel back.
    dialog.addEventListener("close", () => stack.includes(this) && dialog.showModal());
    return dialog;
  }

  /** Escape closes the menu in the form first, and never more than the form on top. */
  #leave(event) {
    if (event.defaultPrevented || this.dialog.querySelector(":popover-open")) return;
    event.preventDefault();
    if (stack.at(-1) === this) this.close(false);
  }

  #draw() {
    const { view } = this;
    this.title.textContent = view.title;
    this.cancel.textContent = view.close || "Cancel";
    this.submit.textContent = view.submit;
    this.submit.hidden = !view.submit;
    const body = blocks(view.blocks, this.surface);
    body.tabIndex = -1;
    replace(this.body, body);
    this.body = body;
    showErrors(body, view.errors);
  }

  #focusFirst() {
    const wanted = this.view.blocks.find((block) => block.element?.focus_on_load);
    const field = wanted && `[data-block="${CSS.escape(wanted.block_id)}"]`;
    const within = (field && this.body.querySelector(field)) ?? this.body;
    const first = within.querySelector("input, select, textarea, button, a");
    (first ?? (this.view.submit ? this.submit : this.cancel)).focus();
  }

  /** Show the view as it is now; what is being typed stays. */
  see(view) {
    const changed = view.hash !== this.view.hash;
    this.view = this.surface.view = view;
    if (changed) this.#draw();
  }

  /** Send the form, unless something in it is plainly missing. */
  async send(event) {
    event.preventDefault();
    if (!this.view.submit) return;
    await this.#alone(async () => {
      await this.surface.settle();
      const view = await act("view");
      const found = view?.id === this.view.id ? flaws(view) : {};
      this.#refused(Object.keys(found).length ? found : await this.#submitted());
    });
  }

  /** Close this form, or all of them. */
  close = (all) => this.#alone(() => act("close", { whole_stack: all }));

  /** Do one thing at a time, and say why where it cannot be done. */
  async #alone(work) {
    if (isBusy(this.submit)) return;
    this.submit.setAttribute("aria-busy", "true");
    say(this.trouble, "");
    try {
      await work();
    } catch (reason) {
      say(this.trouble, reason.message);
    } finally {
      this.submit.removeAttribute("aria-busy");
    }
  }

  async #submitted() {
    const { error, errors } = await act("submit");
    if (error) say(this.trouble, `We had some trouble connecting. Try again? (${error})`);
    return errors;
  }

  #refused(errors) {
    showErrors(this.body, errors);
    this.body.querySelector("[aria-invalid]")?.focus();
  }

  /** Take the dialog away; the focus goes back to where it was. */
  remove() {
    this.dialog.close();
    this.dialog.remove();
  }
}
