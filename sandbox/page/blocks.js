/** Blocks as DOM nodes. */

import { h, newId, say } from "./dom.js";
import { INPUTS, attributesOf } from "./inputs.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { optionsOf, textNodes } from "./text.js";
import { isBusy, send } from "./trying.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

const BLOCKS = {
  section,
  actions,
  input,
  header: (block) => h("h3", {}, block.text.text),
  divider: () => h("hr"),
  context: (block) => h("div", { class: "context" }, block.elements.map(small)),
  image: (block) => h("figure", {}, picture(block), block.title && h("figcaption", {}, block.title.text)),
  rich_text: (block) => h("div", { class: "words rich" }, richText(block.elements)),
  markdown: (block) => h("div", { class: "words" }, block.text),
  table,
};

/** A list of blocks, with their controls on this surface. */
export const blocks = (list, surface) =>
  h("div", { class: "blocks" }, list.map((block) => (BLOCKS[block.type] ?? unknown)(block, surface)));

const unknown = ({ type }) => h("p", { class: "hint" }, `[${type} is not shown here]`);

// Nothing is loaded from elsewhere: a picture is what its words say.
const picture = (image) => h("span", { class: "picture", role: "img", "aria-label": image.alt_text }, image.alt_text);

const small = (entry) =>
  entry.type === "image" ? picture(entry) : h("span", { class: "words" }, textNodes(entry));

function section(block, surface) {
  const words = h("div", { class: "words" }, textNodes(block.text));
  const fields = block.fields?.map((field) => h("div", { class: "words" }, textNodes(field)));
  const name = words.textContent || undefined;
  return h(
    "div",
    { class: "section" },
    h("div", {}, block.text && words, fields && h("div", { class: "fields" }, fields)),
    block.accessory && control({ block, element: block.accessory, surface, name }),
  );
}

const actions = (block, surface) =>
  h("div", { class: "actions" }, block.elements.map((element) => control({ block, element, surface })));

const cell = (entry) => h("td", {}, entry.elements ? richText(entry.elements) : mrkdwn(String(entry.text ?? "")));

function table({ rows }) {
  return h("div", { class: "scroll" }, h("table", {}, rows.map((row) => h("tr", {}, row.map(cell)))));
}

// Inputs with their label, hint and error

function input(block, surface) {
  const { element } = block;
  const [id, labelId, hintId, errorId] = ["field", "label", "hint", "error"].map(newId);
  const words = [block.label.text, block.optional && h("small", {}, " (optional)")];
  const label = GROUPS.has(element.type)
    ? h("div", { id: labelId, class: "label" }, words)
    : h("label", { id: labelId, for: id, class: "label" }, words);
  const hint = block.hint && h("p", { id: hintId, class: "hint" }, block.hint.text);
  const describedBy = hint ? `${hintId} ${errorId}` : errorId;
  const spot = { block, element, surface, id, labelId, describedBy, required: !block.optional };
  const error = h("p", { id: errorId, class: "error", hidden: true });
  return h("div", { class: "field", "data-block": block.block_id }, label, control(spot), hint, error);
}

/** Show errors by block id at their fields, and take away all others. */
export function showErrors(root, errors) {
  for (const field of root.querySelectorAll("[data-block]")) {
    const words = errors[field.dataset.block] ?? "";
    say(field.querySelector(".error"), words);
    for (const each of field.querySelectorAll("input, select, textarea")) {
      if (words) each.setAttribute("aria-invalid", "true");
      else each.removeAttribute("aria-invalid");
    }
  }
}

// Interactive elements

const CONTROLS = { ...INPUTS, button, overflow, image: ({ element }) => picture(element) };

const NAMES = {
  static_select: "Choose one",
  external_select: "Choose one",
  users_select: "Choose a person",
  channels_select: "Choose a channel",
  conversations_select: "Choose a conversation",
  datepicker: "Choose a day",
  timepicker: "Choose a time",
  datetimepicker: "Choose a day and time",
};

function control(spot) {
  const { element } = spot;
  const name = spot.name ?? element.placeholder?.text ?? NAMES[element.type] ?? "Choose";
  return CONTROLS[element.type]?.({ ...spot, name }) ?? unknown(element);
}

function button(spot) {
  const { element } = spot;
  const press = async () => {
    if (isBusy(node)) return;
    if (element.url) window.open(element.url, "_blank", "noopener");
    await send(spot, node, null);
  };
  const name = element.accessibility_label ?? null;
  const attributes = attributesOf({ ...spot, name });
  const node = h("button", { type: "button", class: element.style, onclick: press, ...attributes }, element.text.text);
  return node;
}

function overflow(spot) {
  const entries = optionsOf(spot.element).map(({ text, description, url, value }) => ({
    text: text.text,
    hint: description?.text,
    url,
    pick: () => send(spot, made.node, value),
  }));
  const attributes = { ...attributesOf({ ...spot, name: "More actions" }), class: "quiet" };
  const made = menuButton(attributes, "…", entries);
  return made.node;
}
