/** The page of the sandbox: who one is, where one is, and everything live. */

import { ask } from "./api.js";
import { composer } from "./composer.js";
import { h, say } from "./dom.js";
import { Home } from "./home.js";
import { Messages } from "./messages.js";
import { showModal } from "./modal.js";
import { Panel } from "./panel.js";
import { Sidebar } from "./sidebar.js";
import { cityOf, timeIn } from "./time.js";
import { actors, bot, channelOf, directMessages, nameOf, personOf, titleOf, world } from "./world.js";

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

const [whoInAddress, placeInAddress] = [0, 1].map((part) => () => location.hash.slice(1).split("/")[part]);
const place = () => placeInAddress() || directMessages().id;
const go = (path) => (location.hash = path);

/** Look at everything once, and show it. */
async function refresh() {
  const mine = ++latest;
  const state = await ask("state");
  const me = state.people.find(({ id, deleted }) => id === whoInAddress() && !deleted);
  const askAsMe = (verb) => (me ? ask(verb, { user: me.id }) : null);
  const [messages, view, home] = await Promise.all(["messages", "view", "home_now"].map(askAsMe));
  if (mine !== latest) return;
  Object.assign(world, { state, me, messages: messages ?? [] });
  document.body.classList.toggle("nobody", !me);
  showPeople();
  if (me) show(view, home);
  else showChoice();
  await panel.see();
}

function show(view, home) {
  const path = `${world.me.id}/${place()}`;
  if (shown.path !== path) enter(path);
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

function enter(path) {
  const hadPane = shown.pane !== null;
  const channel = place() === directMessages().id ? directMessages() : channelOf(place());
  const isMember = channel?.members.includes(world.me.id);
  shown = { path, pane: place() === "home" ? enterHome() : isMember ? enterChannel(channel) : enterNothing() };
  openNav(false);
  if (hadPane) at("main").focus();
}

function enterHome() {
  const home = new Home();
  at("main").replaceChildren(head(`${nameOf(bot().id)} Home`, "Only you see this"), home.node);
  return home;
}

function enterChannel(channel) {
  const title = channel.kind === "im" || channel.kind === "mpim" ? titleOf(channel) : `#${channel.name}`;
  const messages = new Messages(title);
  const closed = h("p", { class: "hint" }, "This channel is archived.");
  const below = channel.is_archived ? closed : composer(channel, title);
  at("main").replaceChildren(head(title, channel.members.map(nameOf).join(", ")), messages.node, below);
  return messages;
}

function enterNothing() {
  at("main").replaceChildren(head("Nothing here", "You are not in this conversation."));
  return { see() {} };
}

const head = (title, words) => h("div", { class: "head" }, h("h1", {}, title), h("p", { class: "hint" }, words));

// Who one is

const placeAndTime = ({ tz }) => `${timeIn(tz)}, ${cityOf(tz)}`;

function showPeople() {
  const { state, me } = world;
  at("team").textContent = state.connections ? state.team.name : `${state.team.name} · the app is not connected`;
  const options = actors().map((person) => [person.id, `${nameOf(person.id)} · ${placeAndTime(person)}`]);
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
  const links = actors().map((person) =>
    h("li", {}, h("a", { href: `#${person.id}` }, h("b", {}, nameOf(person.id)), h("small", {}, placeAndTime(person)))),
  );
  const advice = "Each browser tab can be somebody else.";
  at("main").replaceChildren(head("Who are you?", advice), h("ul", { class: "people" }, links));
  at("main").querySelector(`[href="${CSS.escape(focused ?? "")}"]`)?.focus();
  shown = { path: null, pane: null };
}

at("person").addEventListener("change", () => at("person").value && go(at("person").value));

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
