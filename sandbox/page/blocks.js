/** Blocks as DOM nodes. */

import { h, newId, say } from "./dom.js";
import { INPUTS, attributesOf } from "./inputs.js";
import { menuButton } from "./menu.js";
import { follow } from "./mrkdwn.js";
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
  image,
  rich_text: (block) => h("div", { class: "words rich" }, richText(block.elements)),
  markdown: (block) => h("div", { class: "words" }, block.text),
  table: ({ rows }) => grid(rows.map((row) => row.map(cell))),
  data_visualization: chart,
};

/** A list of blocks, with their controls on this surface. */
export function blocks(list, surface) {
  const nodes = list.map((block) => (BLOCKS[block.type] ?? unknown)(block, surface));
  return h("div", { class: "blocks" }, nodes);
}

const unknown = ({ type }) => h("p", { class: "hint" }, `[${type} is not shown here]`);

// Nothing is loaded from elsewhere: a picture is what its words say.
const picture = ({ alt_text: words }) =>
  h("span", { class: "picture", role: "img", "aria-label": words }, words);

function image(block) {
  return h("figure", {}, picture(block), block.title && h("figcaption", {}, block.title.text));
}

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

function actions(block, surface) {
  const controls = block.elements.map((element) => control({ block, element, surface }));
  return h("div", { class: "actions" }, controls);
}

const cell = ({ elements, text, value }) =>
  elements ? richText(elements) : String(text ?? value ?? "");

const grid = (rows, title) =>
  h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      title && h("caption", {}, title),
      rows.map((row) => h("tr", {}, row.map((each) => h("td", {}, each)))),
    ),
  );

/** A chart as its numbers. */
function chart({ title, chart: { segments, series } }) {
  if (segments) return grid(segments.map(({ label, value }) => [label, String(value)]), title);
  const head = ["", ...series.map(({ name }) => name)];
  const valuesAt = (place) => series.map(({ data }) => String(data[place].value));
  const rows = series[0].data.map(({ label }, place) => [label, ...valuesAt(place)]);
  return grid([head, ...rows], title);
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
  const attributes = { class: "field", "data-block": block.block_id };
  return h("div", attributes, label, control(spot), hint, error);
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
    if (element.url) follow(element.url);
    await send(spot, node, null);
  };
  const named = attributesOf({ ...spot, name: element.accessibility_label });
  const attributes = { type: "button", class: element.style, onclick: press, ...named };
  const node = h("button", attributes, element.text.text);
  return node;
}

function overflow(spot) {
  const entries = optionsOf(spot.element).map(({ text, description, url, value }) => ({
    text: text.text,
    hint: description?.text,
    url,
    pick: () => send(spot, made.node, value),
  }));
  const made = menuButton(attributesOf({ ...spot, name: "More actions" }), "…", entries);
  return made.node;
}
