/** The question before something that cannot be taken back. */

import { h, newId } from "./dom.js";
import { textNodes } from "./text.js";

/** Ask, and answer whether the person agreed. */
export function confirmed({ title, text, confirm, deny, style }) {
  const [titleId, textId] = [newId("title"), newId("text")];
  const dialog = h(
    "dialog",
    { class: "confirm", "aria-labelledby": titleId, "aria-describedby": textId },
    h("h2", { id: titleId }, title.text),
    h("div", { id: textId, class: "words" }, textNodes(text)),
    h(
      "form",
      { method: "dialog", class: "buttons" },
      h("button", { value: "" }, deny.text),
      h("button", { value: "yes", class: style ?? "primary" }, confirm.text),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
