/** Where a person writes messages and commands. */

import { act } from "./api.js";
import { h, say } from "./dom.js";
import { isBusy } from "./trying.js";
import { world } from "./world.js";

/** A composer for one conversation; the one with the app comes into being with the first words. */
export function composer(channel, title) {
  const place = channel.kind === "im" ? {} : { channel: channel.id };
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const field = h("textarea", {
    rows: "1",
    "aria-label": `Message to ${title}`,
    placeholder: `Message to ${title}`,
    "aria-describedby": "composer-hint",
    onkeydown: (event) => sendOnEnter(event, form),
  });
  const button = h("button", { class: "primary" }, "Send");
  const form = h(
    "form",
    { class: "composer", onsubmit: (event) => sent(event, { field, button, trouble, place }) },
    h("div", { class: "line" }, field, button),
    h("p", { id: "composer-hint", class: "hint" }, hint()),
    trouble,
  );
  return form;
}

function hint() {
  const commands = world.state.commands.join(", ");
  return `Enter sends, Shift+Enter begins a line.${commands && ` Commands: ${commands}`}`;
}

function sendOnEnter(event, form) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
}

async function sent(event, { field, button, trouble, place }) {
  event.preventDefault();
  const text = field.value.trim();
  if (!text || isBusy(button)) return;
  field.value = "";
  say(trouble, "");
  button.setAttribute("aria-busy", "true");
  const failure = await said(text, place).catch((reason) => reason.message);
  button.removeAttribute("aria-busy");
  if (!failure) return;
  say(trouble, failure);
  field.value ||= text;
}

async function said(text, place) {
  if (!text.startsWith("/")) {
    // Whether the app hears of a message is nothing its author could notice.
    await act("write", { ...place, text });
    return "";
  }
  const [command] = text.split(/\s/);
  if (!world.state.commands.includes(command)) return `${command} is not a valid command.`;
  const { error } = await act("command", { ...place, text });
  return error && `${command} failed with the error “${error}”.`;
}
