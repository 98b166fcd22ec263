/** Where controls stand (a message, a form, the Home tab), and how what they say is sent. */

import { act, queue } from "./api.js";

// element type -> its key in the state, and the key of its initial value
const VALUE = ["value", "initial_value"];
const OPTION = ["selected_option", "initial_option"];
const OPTIONS = ["selected_options", "initial_options"];
const KEYS = {
  plain_text_input: VALUE,
  email_text_input: VALUE,
  url_text_input: VALUE,
  number_input: VALUE,
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: OPTION,
  external_select: OPTION,
  radio_buttons: OPTION,
  multi_static_select: OPTIONS,
  multi_external_select: OPTIONS,
  checkboxes: OPTIONS,
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** The name of a control within its surface. */
export const keyOf = (block, element) => `${block.block_id}/${element.action_id}`;

/** What the control holds in this state, or at first. */
export function held(values, block, element) {
  const [key, initial] = KEYS[element.type] ?? VALUE;
  const entry = values[block.block_id]?.[element.action_id];
  return entry ? entry[key] : element[initial];
}

/** A message as a surface. */
export function messageSurface({ channel, ts }) {
  const container = { type: "message", message_ts: ts, channel_id: channel };
  const press = { place: "message", channel, ts };
  return surface({ press, payload: () => ({ container, channel: { id: channel } }) });
}

/** A modal or a Home tab as a surface; `see` hands it the view as it is now. */
export function viewSurface(place, view) {
  const container = { type: "view", view_id: view.id };
  const payload = () => ({ container, view: portrait(made.view) });
  const made = surface({ press: { place }, fill: { place }, payload });
  made.view = view;
  return made;
}

const portrait = (view) => ({
  id: view.id,
  type: view.type,
  callback_id: view.callback_id,
  private_metadata: view.private_metadata,
  external_id: view.external_id,
  hash: view.hash,
  blocks: view.blocks,
  state: { values: view.values },
});

function surface({ press, fill, payload }) {
  const inOrder = queue();
  const drafts = new Map();

  const send = (block, element, value) => {
    drafts.delete(keyOf(block, element));
    if (fill && block.type === "input") {
      return inOrder(() => act("fill", { ...fill, label: block.block_id, value }));
    }
    const aim = { ...press, block_id: block.block_id, what: element.action_id };
    return inOrder(() => act("press", { ...aim, option: value }));
  };

  return {
    send,
    view: null,

    /** What this control shows. */
    value(block, element) {
      const draft = drafts.get(keyOf(block, element));
      return draft ? draft.value : held(this.view?.values ?? {}, block, element);
    },

    /** Keep typed words that are not sent yet. */
    draft: (block, element, value) => drafts.set(keyOf(block, element), { block, element, value }),

    /** Send the typed words of one control, if there are any. */
    async flush(block, element) {
      const draft = drafts.get(keyOf(block, element));
      return draft && send(block, element, draft.value || null);
    },

    /** Send everything typed, and wait for what is under way. */
    async settle() {
      const typed = [...drafts.values()];
      await Promise.all(typed.map((draft) => this.flush(draft.block, draft.element)));
      return inOrder(() => {});
    },

    /** The options, or groups of them, that the app offers for these letters. */
    async suggest(block, element, letters) {
      const ids = { block_id: block.block_id, action_id: element.action_id, value: letters };
      const asked = { type: "block_suggestion", ...payload(), ...ids };
      const { error, ack_payload: offered } = await act("raw", { payload: asked });
      if (error) throw new Error(error);
      return offered?.option_groups ?? [{ options: offered?.options ?? [] }];
    },
  };
}
