/** Where a person writes messages and commands. */

import { act } from "./api.js";
import { h, say } from "./dom.js";
import { escaped } from "./mrkdwn.js";
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

const hint = () => `Enter sends, Shift+Enter begins a line. Commands: ${world.state.commands.join(", ") || "none"}`;

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
    await act("write", { ...place, text: mentioned(escaped(text)) });
    return "";
  }
  const { error } = await act("command", { ...place, text });
  return error && `${text.split(" ")[0]} failed with the error “${error}”.`;
}

/** Turn the @names of people into mentions. */
const mentioned = (text) =>
  text.replace(/(?<!\S)@([\w.-]*\w)/g, (all, name) => {
    const person = world.state.people.find((each) => each.name === name);
    return person ? `<@${person.id}>` : all;
  });
