/** Moments in a person's own zone; the sandbox's wall clock, never the browser's. */

import { world } from "./world.js";

const OURS = "en-GB";
const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { ...DAY, month: "short" };
const LONG = { ...DAY, weekday: "long" };

const shown = (moment, options, zone = world.me?.tz ?? "UTC", locale = OURS) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(moment);

const moment = (seconds) => new Date(Number(seconds) * 1000);
const now = () => new Date(world.state.now);

/** Local day and time of somebody, such as "Mon 09:00". */
export const timeIn = (zone) => shown(now(), { weekday: "short", ...CLOCK }, zone).replace(",", "");

/** The city in a zone's name. */
export const cityOf = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

/** When a message was written, such as "09:00". */
export const timeOf = (ts) => shown(moment(ts), CLOCK);

/** The day on which a message was written. */
export const dayOf = (ts) => shown(moment(ts), LONG);

/** Day and time on the clock bar. */
export const fullTime = (iso) => shown(new Date(iso), { ...SHORT, weekday: "short", ...CLOCK });

const DAY_MS = 86_400_000;
const NEAR = [[-1, "Yesterday"], [0, "Today"], [1, "Tomorrow"]];
const sortable = (date) => shown(date, {}, world.me.tz, "sv-SE");
const inDays = (days) => sortable(new Date(now().getTime() + days * DAY_MS));
const near = (date) => NEAR.find(([days]) => inDays(days) === sortable(date))?.[1];

const UNITS = [["day", DAY_MS], ["hour", 3_600_000], ["minute", 60_000]];

function ago(date) {
  const gap = date - now();
  const [unit, size] = UNITS.find(([, each]) => Math.abs(gap) >= each) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(world.me.locale).format(Math.round(gap / size), unit);
}

const local = (options) => (date) => shown(date, options, world.me.tz, world.me.locale);
const pretty = (options) => (date) => near(date) ?? local(options)(date);

const TOKENS = {
  date_num: sortable,
  date: local(DAY),
  date_short: local(SHORT),
  date_long: local(LONG),
  date_pretty: pretty(DAY),
  date_short_pretty: pretty(SHORT),
  date_long_pretty: pretty(LONG),
  day_divider_pretty: pretty({ weekday: "long", day: "numeric", month: "long" }),
  time: local({ hour: "numeric", minute: "2-digit" }),
  time_secs: local({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

/** A moment as Slack's date tokens ask for it, such as "{date_short} at {time}". */
export const slackDate = (seconds, pattern) =>
  pattern.replace(/\{(\w+)\}/g, (all, name) => TOKENS[name]?.(moment(seconds)) ?? all);

/** A moment for an input of the type datetime-local, in the person's zone. */
export function toLocal(seconds) {
  const style = { dateStyle: "short", timeStyle: "short" };
  return shown(moment(seconds), style, world.me.tz, "sv-SE").replace(" ", "T");
}

/** The moment, in seconds, that such an input means. */
export function fromLocal(text) {
  const wall = Date.parse(`${text}Z`);
  const offsetAt = (utc) => Date.parse(`${toLocal(utc / 1000)}Z`) - utc;
  const guess = wall - offsetAt(wall);
  return (wall - offsetAt(guess)) / 1000;
}
