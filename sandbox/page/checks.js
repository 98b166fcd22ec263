/** What Slack's client complains about before it sends a form. */

import { held } from "./surface.js";

const REQUIRED = "Please complete this required field.";

const CHECKS = {
  plain_text_input: ({ min_length: least = 0, max_length: most = 3000 }, value) =>
    (value.length < least && `This needs at least ${least} characters.`) ||
    (value.length > most && `This takes at most ${most} characters.`),
  email_text_input: (_, value) =>
    !/^[^@\s]+@[^@\s]+$/.test(value) && "This needs an email address.",
  url_text_input: (_, value) =>
    !/^https?:\/\/\S+$/.test(value) && "This needs a link (https://…).",
  number_input: (element, value) => numberFlaw(element, value),
};

function numberFlaw({ is_decimal_allowed: decimal, min_value: low, max_value: high }, value) {
  const pattern = decimal ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!pattern.test(value)) return decimal ? "This needs a number." : "This needs a whole number.";
  if (low != null && Number(value) < Number(low)) return `This takes ${low} or more.`;
  return high != null && Number(value) > Number(high) && `This takes ${high} or less.`;
}

const isEmpty = (value) => value == null || value === "" || value.length === 0;

function flaw(block, values) {
  const { element } = block;
  const value = held(values, block, element);
  if (isEmpty(value)) return !block.optional && REQUIRED;
  return CHECKS[element.type]?.(element, value);
}

/** The flaws of a form, by block id. */
export function flaws(view) {
  const inputs = view.blocks.filter((block) => block.type === "input");
  const found = inputs.map((block) => [block.block_id, flaw(block, view.values)]);
  return Object.fromEntries(found.filter(([, words]) => words));
}
