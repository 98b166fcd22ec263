/** The control API of the sandbox: one function to ask, and the acts of a person. */

import { world } from "./world.js";

/** Ask `/control/<verb>`; throws an Error with the sandbox's own words where it says no. */
export async function ask(verb, body = {}, signal = undefined) {
  const response = await fetch(`control/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.unable);
  return answer;
}

/** Ask as the person this page is for. */
export const act = (verb, body = {}) => ask(verb, { user: world.me.id, ...body });

/** A queue: what a person does in one place happens in order. */
export function queue() {
  let last = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}
