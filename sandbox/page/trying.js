/** Doing something that the app must acknowledge, and saying so where it did not. */

import { h } from "./dom.js";
import { confirmed } from "./confirm.js";

/** Carry out an act of a control and answer whether it went well; trouble stands behind it. */
export async function attempt(node, work) {
  const old = node.nextElementSibling;
  if (old?.classList.contains("trouble")) old.remove();
  node.setAttribute("aria-busy", "true");
  try {
    const { error } = (await work()) ?? {};
    if (error) complain(node, `This did not go through: ${error}`);
    return !error;
  } catch (reason) {
    complain(node, reason.message);
    return false;
  } finally {
    node.removeAttribute("aria-busy");
  }
}

/** Whether a control still waits for the app. */
export const isBusy = (node) => node.getAttribute("aria-busy") === "true";

function complain(node, words) {
  node.after(h("span", { class: "trouble", role: "alert" }, words));
}

/** Send what a person chose, once they confirmed it where the app asks for that. */
export async function send({ surface, block, element }, node, value) {
  if (element.confirm && !(await confirmed(element.confirm))) return false;
  return attempt(node, () => surface.send(block, element, value));
}
