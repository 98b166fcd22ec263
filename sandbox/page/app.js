/** The page of the sandbox: who one is, where one is, and everything live. */

import { act, ask } from "./api.js";
import { composer } from "./composer.js";
import { h, say } from "./dom.js";
import { Home } from "./home.js";
import { Messages } from "./messages.js";
import { showModal } from "./modal.js";
import { Panel } from "./panel.js";
import { Sidebar } from "./sidebar.js";
import { cityOf, timeIn } from "./time.js";
import { actors, bot, conversations, directMessages, nameOf, titleOf, world } from "./world.js";

const MOST_MESSAGES = 300;
const [PATIENCE, HIDDEN_PAUSE, RETRY_PAUSE] = [25, 3000, 1500];

const at = (id) => document.getElementById(id);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const trouble = at("trouble");
const panel = new Panel(at("panel"), trouble, () => refresh());
const sidebar = new Sidebar(at("nav"));
const read = new Map();
let shown = { path: null, pane: null };
let latest = 0;
let peopleShown = "";
let isLost = false;

// Who and where, as the address says: #U_ANA/C_TOWN

const inAddress = (part) => location.hash.slice(1).split("/")[part];
const place = () => inAddress(1) || directMessages().id;

/** Look at everything once, and show it. */
async function refresh() {
  const mine = ++latest;
  const state = await ask("state");
  const me = state.people.find(({ id, deleted }) => id === inAddress(0) && !deleted);
  const askAsMe = (verb, more) => (me ? ask(verb, { user: me.id, ...more }) : null);
  const [messages, view, home] = await Promise.all([
    askAsMe("messages", { newest: MOST_MESSAGES }),
    askAsMe("view"),
    askAsMe("home_now"),
  ]);
  if (mine !== latest) return;
  Object.assign(world, { state, me, messages: messages ?? [] });
  document.body.classList.toggle("nobody", !me);
  showPeople();
  if (me) show(view, home);
  else showChoice();
  await panel.see();
}

function show(view, home) {
  const channel = channelHere();
  const path = [world.me.id, place(), channel?.is_archived].join("/");
  if (shown.path !== path) enter(path, channel);
  shown.pane.see(place() === "home" ? home : messagesIn(place()));
  markRead(place());
  sidebar.see(place(), unread);
  showModal(view);
  showTitle();
}

const messagesIn = (id) => world.messages.filter(({ channel }) => channel === id);
const keyOf = (id) => `${world.me.id}/${id}`;
const isOthers = ({ author }) => author !== world.me.id;
const isUnread = ({ channel, ts }) => ts > (read.get(keyOf(channel)) ?? "");
const unread = (id) => messagesIn(id).filter(isOthers).filter(isUnread).length;

function markRead(id) {
  const last = messagesIn(id).at(-1);
  if (last && !document.hidden) read.set(keyOf(id), last.ts);
}

function showTitle() {
  const count = world.messages.filter(isOthers).filter(isUnread).length;
  const name = nameOf(world.me.id);
  document.title = `${count ? `(${count}) ` : ""}${name} · ${world.state.team.name}`;
}

// The middle

/** The conversation in the address, if the person is in it. */
function channelHere() {
  const found = [directMessages(), ...conversations()];
  return found.find(({ id }) => id === place());
}

function enter(path, channel) {
  const hadPane = shown.pane !== null;
  const pane = place() === "home" ? enterHome() : channel ? enterChannel(channel) : enterNothing();
  shown = { path, pane };
  openNav(false);
  if (hadPane) at("main").focus();
}

const fill = (title, words, ...nodes) =>
  at("main").replaceChildren(
    h("div", { class: "head" }, h("h1", {}, title), h("p", { class: "hint" }, words)),
    ...nodes,
  );

function enterHome() {
  const home = new Home();
  fill(`${nameOf(bot().id)} Home`, "Only you see this", home.node);
  return home;
}

function enterChannel(channel) {
  const title = ["im", "mpim"].includes(channel.kind) ? titleOf(channel) : `#${channel.name}`;
  const messages = new Messages(title);
  if (channel.kind === "im") act("messages_tab").catch(() => {});
  const closed = h("p", { class: "hint" }, "This channel is archived.");
  const below = channel.is_archived ? closed : composer(channel, title);
  fill(title, channel.members.map(nameOf).join(", "), messages.node, below);
  return messages;
}

function enterNothing() {
  fill("Nothing here", "You are not in this conversation.");
  return { see() {} };
}

// Who one is

const placeAndTime = ({ tz }) => `${timeIn(tz)}, ${cityOf(tz)}`;

function showPeople() {
  const { state, me } = world;
  const away = state.connections ? "" : " · the app is not connected";
  at("team").textContent = state.team.name + away;
  const wordsOf = (person) => `${nameOf(person.id)} · ${placeAndTime(person)}`;
  const options = actors().map((person) => [person.id, wordsOf(person)]);
  if (!me) options.unshift(["", "Choose"]);
  const looks = JSON.stringify(options);
  if (looks !== peopleShown) {
    at("person").replaceChildren(...options.map(([value, words]) => h("option", { value }, words)));
  }
  peopleShown = looks;
  at("person").value = me?.id ?? "";
}

function showChoice() {
  showModal(null);
  document.title = world.state.team.name;
  const focused = document.activeElement?.hash;
  const links = actors().map((person) => h("li", {}, personLink(person)));
  const list = h("ul", { class: "people" }, links);
  fill("Who are you?", "Each browser tab can be somebody else.", list);
  at("main").querySelector(`[href="${CSS.escape(focused ?? "")}"]`)?.focus();
  shown = { path: null, pane: null };
}

const personLink = (person) =>
  h(
    "a",
    { href: `#${person.id}` },
    h("b", {}, nameOf(person.id)),
    h("small", {}, placeAndTime(person)),
  );

at("person").addEventListener("change", () => {
  if (at("person").value) location.hash = at("person").value;
});

// The sidebar of a narrow window

function openNav(open) {
  at("nav-button").setAttribute("aria-expanded", String(open));
  at("nav").classList.toggle("open", open);
}

at("nav-button").addEventListener("click", () => openNav(!at("nav").classList.contains("open")));

// Live

/** Look again at each change, for as long as the page is open. */
async function watch() {
  for (;;) {
    try {
      await refresh();
      if (isLost) say(trouble, "");
      isLost = false;
      await changed(world.state.changes);
    } catch (reason) {
      isLost = true;
      say(trouble, `The sandbox does not answer (${reason.message}). Trying again.`);
      await sleep(RETRY_PAUSE);
    }
  }
}

/** A browser has few connections to a host: tabs that nobody sees hold none. */
async function changed(since) {
  if (!document.hidden) return ask("changes", { since, timeout: PATIENCE });
  return Promise.race([sleep(HIDDEN_PAUSE), seenAgain()]);
}

const seenAgain = () =>
  new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));

addEventListener("hashchange", () => refresh().catch((reason) => say(trouble, reason.message)));
watch();
