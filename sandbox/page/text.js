/** Slack's text objects. */

import { mrkdwn } from "./mrkdwn.js";

/** The nodes of a text object; nothing for none. */
export const textNodes = (text) =>
  text ? (text.type === "mrkdwn" ? mrkdwn(text.text) : [text.text]) : [];

/** All options of an element, grouped ones too. */
export const optionsOf = ({ options = [], option_groups: groups = [] }) => [
  ...options,
  ...groups.flatMap((group) => group.options),
];
