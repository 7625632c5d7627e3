// The front page: what the district hall and its towns are doing this minute. Pure.

import type { BoardPicture, CallPicture, HallCard, HallSummary, Text, WindowPicture, ZonePicture } from '../shared/api.ts';
import { clock_time } from '../shared/format.ts';
import type { IconName } from '../shared/icons.ts';
import { day_line_view, phase_view, type DayLineView, type PhaseView } from '../shared/phase.ts';
import { both } from '../shared/words.ts';
import { w } from './words.ts';

export interface Tile { id: string; no: number; tone: string; icon: IconName; word: Text; name: Text }

export interface ZoneView { id: string; prefix: string; name: Text; waiting: number; open: number; tiles: Tile[] }

export interface DistrictView {
    id: string;
    name: Text;
    phase: PhaseView;
    line: DayLineView;
    latest: CallPicture | undefined;
    earlier: CallPicture[];
    waiting: number;
    open: number;
    windows: number;
    zones: ZoneView[];
}

export interface TownView {
    id: string; name: Text; tone: string; icon: IconName; phase: Text; waiting: number; open: number; known: boolean;
    latest: CallPicture | undefined;
}

const tile_face = (picture: WindowPicture | undefined): Pick<Tile, 'tone' | 'icon' | 'word'> => {
    const phase = picture?.phase.phase;
    switch (picture?.state) {
    case 'WINDOW_CALLED': return { tone: 'called', icon: 'called', word: both(picture.number, picture.number) };
    case 'WINDOW_SERVING': return { tone: 'serving', icon: 'serving', word: both(picture.number, picture.number) };
    case 'WINDOW_AWAY':
        return { tone: 'away', icon: 'away', word: picture.away_until_ms > 0 ? w.back(clock_time(picture.away_until_ms))
                                                  : phase === 'NOON_DUTY' ? w.rest : w.away };
    case 'WINDOW_FREE': return { tone: phase === 'NOON_DUTY' ? 'noon' : 'free', icon: phase === 'NOON_DUTY' ? 'noon' : 'waiting', word: w.free };
    case 'WINDOW_CLOSED': case 'WINDOW_STATE_UNSPECIFIED': case undefined: return { tone: 'shut', icon: 'closed', word: w.closed };
    }
};

export const district_view = (card: HallCard, board: BoardPicture | undefined, zones: Record<string, ZonePicture>, now_ms: number): DistrictView => {
    const pictured: Record<string, WindowPicture> = {};
    for (const zone of Object.keys(zones)) for (const one of zones[zone]!.windows) pictured[one.window] = one;
    const calls = board?.calls ?? [];
    const span = board?.phase ?? card.phase;
    const views = card.zones.map((zone): ZoneView => {
        const summary = board?.zones.filter((one) => one.zone === zone.id)[0];
        return {
            id: zone.id, prefix: zone.prefix || zone.id, name: zone.name,
            waiting: summary?.waiting ?? 0, open: summary?.windows_open ?? 0,
            tiles: card.windows.filter((one) => one.zone === zone.id)
                .map((one) => ({ id: one.id, no: one.no, name: one.name, ...tile_face(pictured[one.id]) })),
        };
    });
    return {
        id: card.id, name: card.name, phase: phase_view(span, now_ms, card.phones.appointment),
        line: day_line_view(card.today, now_ms, span),
        latest: calls[0], earlier: calls.slice(1, 5),
        waiting: views.reduce((sum, zone) => sum + zone.waiting, 0),
        open: views.reduce((sum, zone) => sum + zone.open, 0),
        windows: card.windows.length, zones: views,
    };
};

export const town_view = (hall: HallSummary, board: BoardPicture | undefined, now_ms: number): TownView => {
    const phase = board && phase_view(board.phase, now_ms);
    return {
        id: hall.id, name: hall.name, tone: phase?.tone ?? 'plain', icon: phase?.icon ?? 'waiting', phase: phase?.title ?? both('', ''),
        waiting: board?.zones.reduce((sum, zone) => sum + zone.waiting, 0) ?? 0,
        open: board?.zones.reduce((sum, zone) => sum + zone.windows_open, 0) ?? 0,
        known: board !== undefined, latest: board?.calls[0],
    };
};
