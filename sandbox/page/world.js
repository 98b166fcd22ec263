/** What the page knows: the workspace as last seen, and the person it is shown to. */

export const world = { state: null, me: null, messages: [] };

/** The person with this id. */
export const personOf = (id) => world.state.people.find((person) => person.id === id);

/** The conversation with this id. */
export const channelOf = (id) => world.state.channels.find((channel) => channel.id === id);

/** The app's own person. */
export const bot = () => personOf(world.state.bot_user_id);

/** The name shown for a person. */
export function nameOf(id) {
  const person = id === "bot" ? bot() : personOf(id);
  return person ? person.real_name || person.name || person.id : id;
}

/** The name shown for a conversation; a group is named after the others in it. */
export function titleOf(channel) {
  if (channel.kind === "channel" || channel.kind === "private") return channel.name;
  const others = channel.members.filter((id) => id !== world.me.id);
  const people = channel.kind === "mpim" ? others.filter((id) => id !== bot().id) : others;
  return people.map(nameOf).join(", ");
}

const byName = (one, other) => nameOf(one.id).localeCompare(nameOf(other.id));

/** Everybody who can act here, in the order of their names. */
export const actors = () =>
  world.state.people.filter((person) => !person.deleted && !person.is_bot).sort(byName);

/** Everybody a person can be asked to choose from. */
export const choosable = () => world.state.people.filter((person) => !person.deleted).sort(byName);

/** The direct messages with the app; they exist for everybody, even before the first one. */
export const directMessages = () => ({
  id: `D${world.me.id.slice(1)}`,
  kind: "im",
  name: "",
  members: [world.me.id, bot().id],
});

/** The conversations this person is in, without the one with the app. */
export const conversations = () =>
  world.state.channels.filter(
    (channel) => channel.kind !== "im" && channel.members.includes(world.me.id),
  );
