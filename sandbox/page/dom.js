/** Building and replacing DOM nodes; data only ever becomes text nodes and attributes. */

const PROPERTIES = new Set(["value", "checked", "selected", "textContent"]);
let made = 0;

/** A new id for labels and descriptions to refer to. */
export const newId = (prefix) => `${prefix}-${++made}`;

/** An element with attributes (`on...` are listeners) and children; null and false are left out. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}

function put(node, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/** Put a new node in an old one's place; whoever was in it stays at the same control. */
export function replace(old, fresh) {
  const active = document.activeElement;
  const inside = old !== fresh && old.contains(active);
  const { key } = inside ? active.dataset : {};
  const { selectionStart: start, selectionEnd: end } = active;
  old.replaceWith(fresh);
  if (!inside) return;
  const same = key && fresh.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (same ?? fresh).focus({ preventScroll: true });
  if (start != null && same?.selectionStart != null) same.setSelectionRange(start, end);
}

/** Show or hide a line of text, announced where it is an alert. */
export function say(node, text) {
  node.textContent = text;
  node.hidden = !text;
}
