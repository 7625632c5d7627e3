// The messages of proto/buduan/v1/api.proto as the pages read them, in its order and with its names. What a field means
// is written there and in proto/README.md.

import { choice, flag, list, maybe, message, number, one_of, text, type Decoded, type OneOf } from './schema.ts';

export const decode_position = message({ epoch: number, seq: number });
export type Position = Decoded<typeof decode_position>;

export const decode_text = message({ zh: text, en: text });
export type Text = Decoded<typeof decode_text>;

export const decode_wait_range = message({ low_s: number, high_s: number });
export type WaitRange = Decoded<typeof decode_wait_range>;

const decode_phase_name = choice(
    'PHASE_UNSPECIFIED', 'BEFORE_OPEN', 'REGULAR', 'NOON_DUTY', 'OPEN', 'APPOINTMENT_ONLY', 'EXTENSION', 'CLOSED');
export type Phase = Decoded<typeof decode_phase_name>;

const decode_regime = choice('REGIME_UNSPECIFIED', 'WORKDAY', 'REST_DAY', 'APPOINTMENTS', 'CLOSURE');
export type Regime = Decoded<typeof decode_regime>;

export const decode_phase_span = message({
    phase: decode_phase_name, regime: decode_regime, day: text,
    begins_ms: number, ends_ms: number, opens_next_ms: number, walk_in: flag,
});
export type PhaseSpan = Decoded<typeof decode_phase_span>;

export const decode_day_segment = message({ phase: decode_phase_name, begins_ms: number, ends_ms: number });
export type DaySegment = Decoded<typeof decode_day_segment>;

// ------------------------------------------------------------------------------------------------------- hall card

export const decode_hall_summary = message({ id: text, name: decode_text, level: text, parent: text });
export type HallSummary = Decoded<typeof decode_hall_summary>;

export const decode_hall_list = message({ halls: list(decode_hall_summary) });
export type HallList = Decoded<typeof decode_hall_list>;

const decode_phones = message({ supervision: text, appointment: text, remote: text });
export type Phones = Decoded<typeof decode_phones>;

const decode_zone_card = message({ id: text, name: decode_text, prefix: text });
export type ZoneCard = Decoded<typeof decode_zone_card>;

const decode_window_card = message({
    id: text, no: number, zone: text, name: decode_text, kind: text, skills: list(text), low_counter: flag,
});
export type WindowCard = Decoded<typeof decode_window_card>;

const decode_matter_card = message({
    code: text, name: decode_text, skill: text, kind: text, typical_min: number,
    zones: list(text), windows: list(number), materials: list(text),
    noon: flag, rest_day: flag, offered_now: flag, offered_next_ms: number, dept: text,
});
export type MatterCard = Decoded<typeof decode_matter_card>;

export const decode_hall_card = message({
    id: text, name: decode_text, level: text, phones: decode_phones,
    zones: list(decode_zone_card), windows: list(decode_window_card), matters: list(decode_matter_card),
    phase: decode_phase_span, today: list(decode_day_segment), revision: decode_position,
    server_ms: number, clock_speed: number,
});
export type HallCard = Decoded<typeof decode_hall_card>;

// -------------------------------------------------------------------------------------------------------- pictures

export const decode_call_picture = message({
    call_id: text, number: text, window: text, window_no: number, zone: text, attempt: number, at_ms: number,
    english: flag, text: decode_text,
});
export type CallPicture = Decoded<typeof decode_call_picture>;

const decode_zone_summary = message({ zone: text, waiting: number, windows_open: number });
export type ZoneSummary = Decoded<typeof decode_zone_summary>;

export const decode_board_picture = message({
    phase: decode_phase_span, calls: list(decode_call_picture), zones: list(decode_zone_summary), open_tickets: number,
});
export type BoardPicture = Decoded<typeof decode_board_picture>;

const decode_window_state = choice(
    'WINDOW_STATE_UNSPECIFIED', 'WINDOW_CLOSED', 'WINDOW_FREE', 'WINDOW_CALLED', 'WINDOW_SERVING', 'WINDOW_AWAY');
export type WindowState = Decoded<typeof decode_window_state>;

export const decode_window_picture = message({
    window: text, no: number, state: decode_window_state, number: text, since_ms: number, attempt: number,
    away_until_ms: number, instead: list(number), phase: decode_phase_span,
});
export type WindowPicture = Decoded<typeof decode_window_picture>;

export const decode_zone_picture = message({
    zone: text, waiting: number, windows: list(decode_window_picture), calls: list(decode_call_picture),
});
export type ZonePicture = Decoded<typeof decode_zone_picture>;

const decode_desk_row = message({
    ticket: number, number: text, matter: text, since_ms: number, priority: flag, bound: flag,
});
export type DeskRow = Decoded<typeof decode_desk_row>;

export const decode_desk_picture = message({
    window: decode_window_picture, seated: text, current: maybe(decode_desk_row), current_matters: list(text),
    current_matter: number, recall_from_ms: number, calls_left: number, waiting: number,
    next: list(decode_desk_row), held: list(decode_desk_row), missed: list(decode_desk_row), done_today: number,
});
export type DeskPicture = Decoded<typeof decode_desk_picture>;

export const decode_queue_picture = message({
    zone: text, skill: text, waiting: list(number), waiting_total: number, windows: list(number), last_called: text,
    wait_by_position: list(decode_wait_range),
});
export type QueuePicture = Decoded<typeof decode_queue_picture>;

const decode_ticket_stage = choice(
    'TICKET_STAGE_UNSPECIFIED', 'WAITING', 'CALLED', 'SERVING', 'HELD', 'MISSED', 'DONE', 'ABANDONED');
export type TicketStage = Decoded<typeof decode_ticket_stage>;

export const decode_ticket_picture = message({
    hall: text, ticket: number, number: text, zone: text, skill: text, matters: list(text),
    matter_names: list(decode_text), current_matter: number, stage: decode_ticket_stage, window_no: number,
    attempt: number, stage_since_ms: number, windows: list(number), ahead: number, wait: maybe(decode_wait_range),
    priority: flag, issued_ms: number, restore_until_ms: number, english: flag, zone_topic: text, queue_topic: text,
});
export type TicketPicture = Decoded<typeof decode_ticket_picture>;

// -------------------------------------------------------------------------------------------------------- commands

// The verbs a page may state, with their fields as they are sent.
export interface Verbs {
    issue_ticket: {
        matters: string[]; zone?: string; window?: string; priority?: boolean; english?: boolean;
        phone?: string; name?: string; person_id?: string;
    };
    call_next: { window: string; expected?: number; finish?: boolean; expires_ms: number };
    call_ticket: { window: string; ticket: number; reason?: string };
    recall: TicketVerb;
    start_service: TicketVerb;
    finish_service: TicketVerb;
    mark_missed: TicketVerb;
    hold_ticket: TicketVerb;
    restore_ticket: TicketVerb;
    resume_ticket: TicketVerb;
    void_ticket: TicketVerb;
    transfer_ticket: { window: string; ticket: number; to_matter?: string; to_window?: string };
    take_seat: { window: string; take_over?: boolean };
    release_seat: WindowVerb;
    open_window: WindowVerb;
    close_window: WindowVerb;
    step_away: { window: string; reason: string; until_ms: number };
    come_back: WindowVerb;
}
export interface TicketVerb { window: string; ticket: number; reason?: string }
export interface WindowVerb { window: string }

// `id` is 32 hex digits; a retry carries the same.
export type Command = { [V in keyof Verbs]: { id: string; hall: string; verb: V; fields: Verbs[V] } }[keyof Verbs];

export const decode_issued_ticket = message({ ticket: decode_ticket_picture, link: text });
export type IssuedTicket = Decoded<typeof decode_issued_ticket>;

export const decode_reply = message({
    command: text, at: decode_position, issued: maybe(decode_issued_ticket), called: maybe(decode_call_picture),
    ticket: number, number: text,
});
export type Reply = Decoded<typeof decode_reply>;

export const decode_problem = message({
    type: text, title: text, status: number, code: text, detail: decode_text, next: decode_text, command: text,
    next_ms: number, window: text, staff: text, details: list(text),
});
export type Problem = Decoded<typeof decode_problem>;

// ---------------------------------------------------------------------------------------------------------- frames

const decode_call_news = message({ call: decode_call_picture, expires_ms: number });
export type CallNews = Decoded<typeof decode_call_news>;

const decode_hall_state = message({ writable: flag, notice: decode_text });
export type HallState = Decoded<typeof decode_hall_state>;

const frame_bodies = {
    welcome: message({ server_ms: number, clock_speed: number, build: text, heartbeat_s: number, staff: text }),
    subscribed: message({ topic: text, resumed: flag }),
    board: decode_board_picture,
    zone: decode_zone_picture,
    window: decode_window_picture,
    desk: decode_desk_picture,
    queue: decode_queue_picture,
    ticket: decode_ticket_picture,
    call: decode_call_news,
    reply: decode_reply,
    problem: decode_problem,
    pong: message({ client_ms: number, server_ms: number }),
    hall_state: decode_hall_state,
};

export type Body = OneOf<typeof frame_bodies>;

// The whole pictures a topic may carry, by the frame member they come in.
export interface Pictures {
    board: BoardPicture;
    zone: ZonePicture;
    window: WindowPicture;
    desk: DeskPicture;
    queue: QueuePicture;
    ticket: TicketPicture;
    hall_state: HallState;
}

const decode_frame_head = message({ request: number, topic: text, position: maybe(decode_position) });
const decode_body = one_of(frame_bodies);

export interface ServerFrame {
    request: number;
    topic: string;
    position: Position | undefined;
    body: Body | undefined;
}

export const decode_server_frame = (raw: unknown): ServerFrame => {
    const head = decode_frame_head(raw);
    return { request: head.request, topic: head.topic, position: head.position, body: decode_body(raw) };
};

export interface CallAck { hall: string; call_id: string; screen: string; drawn_ms: number; chimed_ms?: number }

export type ClientBody =
    | { subscribe: { topic: string; from?: Position } }
    | { unsubscribe: { topic: string } }
    | { command: Record<string, unknown> }
    | { call_ack: CallAck }
    | { ping: { client_ms: number } };

// Protobuf's JSON reader takes the proto's own field names as well as the mapped ones, so commands go out as written.
export const encode_command = (command: Command): Record<string, unknown> => ({
    id: command.id, hall: command.hall, [command.verb]: command.fields,
});

// ---------------------------------------------------------------------------------------------------------- people

export const decode_session_info = message({
    hall: text, staff: text, device: text, role: text, windows: list(text), expires_ms: number,
});
export type SessionInfo = Decoded<typeof decode_session_info>;
