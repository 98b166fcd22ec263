/** Everything that takes a value: text, choices, people, days and times. */

import { h, newId } from "./dom.js";
import { picker } from "./picker.js";
import { keyOf } from "./surface.js";
import { optionsOf, textNodes } from "./text.js";
import { fromLocal, toLocal } from "./time.js";
import { attempt, send } from "./trying.js";
import { choosable, conversations, nameOf, titleOf } from "./world.js";

const valueOf = ({ surface, block, element }) => surface.value(block, element);

/** The attributes that name a control and tie it to its words. */
export const attributesOf = ({ block, element, id, name, labelId, describedBy, required }) => ({
  id,
  "aria-label": labelId ? null : name,
  "aria-labelledby": labelId,
  "aria-describedby": describedBy,
  "aria-required": required ? "true" : null,
  "data-key": keyOf(block, element),
});

// Text

const richWords = ({ elements }) =>
  elements.flatMap((part) => part.elements).map((entry) => entry.text ?? "").join("");

function typed(kind) {
  return (spot) => {
    const { surface, block, element } = spot;
    const given = valueOf(spot);
    const node = h(kind.tag ?? (element.multiline ? "textarea" : "input"), {
      ...attributesOf(spot),
      ...kind.attributes,
      placeholder: element.placeholder?.text,
      maxlength: element.max_length,
      value: given?.elements ? richWords(given) : (given ?? ""),
      oninput: () => surface.draft(block, element, node.value),
    });
    sendTyped(spot, node);
    return node;
  };
}

/** Without `dispatch_action` when the field is left; with it when its configuration says so. */
function sendTyped({ surface, block, element }, node) {
  const flush = () => attempt(node, () => surface.flush(block, element));
  if (!block.dispatch_action) return node.addEventListener("change", flush);
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (on.includes("on_character_entered")) return node.addEventListener("input", flush);
  return node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    surface.draft(block, element, node.value);
    flush();
  });
}

// One from a list

const asOption = (name) => (id) => ({ text: { text: name(id) }, value: id });
const people = () => choosable().map(({ id }) => asOption(nameOf)(id));
const places = () => conversations().map((channel) => asOption(() => titleOf(channel))(channel.id));
const groupsOf = ({ option_groups: groups, options }) => groups ?? [{ options }];

function select(listed) {
  return (spot) => {
    const given = valueOf(spot);
    let current = given?.value ?? given ?? "";
    const node = h(
      "select",
      { ...attributesOf(spot), onchange: () => chosen() },
      h("option", { value: "" }, spot.element.placeholder?.text ?? "Choose"),
      listed(spot.element).map(group),
    );
    node.value = current;
    const chosen = async () => {
      if (await send(spot, node, node.value || null)) current = node.value;
      else node.value = current;
    };
    return node;
  };
}

function group({ label, options }) {
  const nodes = options.map((option) => h("option", { value: option.value }, option.text.text));
  return label ? h("optgroup", { label: label.text }, nodes) : nodes;
}

// Several from a list, or live from the app

const fits = (letters) => ({ text }) => text.text.toLowerCase().includes(letters.toLowerCase());
const narrowed = (groups, letters) =>
  groups
    .map(({ label, options }) => ({ label, options: options.filter(fits(letters)) }))
    .filter(({ options }) => options.length);

function pickSetup(spot) {
  const { placeholder, max_selected_items: most } = spot.element;
  const words = placeholder?.text ?? "Type to search";
  return { attributes: { ...attributesOf(spot), placeholder: words }, most };
}

function several(listed) {
  return (spot) => {
    const all = listed(spot.element);
    const values = (valueOf(spot) ?? []).map((each) => each.value ?? each);
    const setup = {
      ...pickSetup(spot),
      chosen: all.flatMap(({ options }) => options).filter(({ value }) => values.includes(value)),
      find: async (letters) => narrowed(all, letters),
      changed: (chosen) => send(spot, setup.node, chosen.map(({ value }) => value)),
    };
    setup.node = picker(setup);
    return setup.node;
  };
}

const wordsOf = ({ text }) => text.text;

function external(most) {
  const told = (words) => (most === 1 ? (words[0] ?? null) : words);
  return (spot) => {
    const { surface, block, element } = spot;
    const setup = {
      ...pickSetup(spot),
      ...(most && { most }),
      least: element.min_query_length ?? 3,
      chosen: [valueOf(spot) ?? []].flat(),
      find: (letters) => surface.suggest(block, element, letters),
      // The sandbox searches for what is chosen once more, by its words.
      changed: (chosen) => send(spot, setup.node, told(chosen.map(wordsOf))),
    };
    setup.node = picker(setup);
    return setup.node;
  };
}

// Boxes

function boxes(type, role) {
  return (spot) => {
    let current = [valueOf(spot) ?? []].flat().map(({ value }) => value);
    const name = newId("boxes");
    const inputs = optionsOf(spot.element).map(({ value }) =>
      h("input", {
        type,
        name,
        id: newId("box"),
        value,
        checked: current.includes(value),
        "data-key": `${keyOf(spot.block, spot.element)}/${value}`,
        onchange: () => changed(),
      }),
    );
    const rows = optionsOf(spot.element).map((option, index) => box(inputs[index], option));
    const { "data-key": _, ...attributes } = attributesOf(spot);
    const required = type === "radio" ? {} : { "aria-required": null };
    const node = h("div", { role, class: "boxes", ...attributes, ...required }, rows);
    const changed = async () => {
      const values = inputs.filter((input) => input.checked).map((input) => input.value);
      if (await send(spot, node, type === "radio" ? values[0] : values)) current = values;
      else for (const input of inputs) input.checked = current.includes(input.value);
    };
    return node;
  };
}

function box(input, { text, description }) {
  const hint = description && h("small", {}, textNodes(description));
  return h("div", { class: "box" }, input, h("label", { for: input.id }, textNodes(text), hint));
}

// Days and times

function moment(type, read = (text) => text, write = (value) => value) {
  return (spot) => {
    const given = valueOf(spot);
    let current = given ? write(given) : "";
    const node = h("input", { type, ...attributesOf(spot), value: current });
    node.addEventListener("change", async () => {
      if (await send(spot, node, node.value ? read(node.value) : null)) current = node.value;
      else node.value = current;
    });
    return node;
  };
}

/** Element type -> a function that makes its control. */
export const INPUTS = {
  plain_text_input: typed({}),
  email_text_input: typed({ tag: "input", attributes: { type: "email" } }),
  url_text_input: typed({ tag: "input", attributes: { type: "url" } }),
  number_input: typed({ tag: "input", attributes: { inputmode: "decimal" } }),
  rich_text_input: typed({ tag: "textarea" }),
  static_select: select(groupsOf),
  users_select: select(() => [{ options: people() }]),
  channels_select: select(() => [{ options: places() }]),
  conversations_select: select(() => [{ options: places() }]),
  multi_static_select: several(groupsOf),
  multi_users_select: several(() => [{ options: people() }]),
  multi_channels_select: several(() => [{ options: places() }]),
  multi_conversations_select: several(() => [{ options: places() }]),
  external_select: external(1),
  multi_external_select: external(),
  radio_buttons: boxes("radio", "radiogroup"),
  checkboxes: boxes("checkbox", "group"),
  datepicker: moment("date"),
  timepicker: moment("time"),
  datetimepicker: moment("datetime-local", fromLocal, toLocal),
};
