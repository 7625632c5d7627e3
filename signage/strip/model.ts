// What the strip over a window says: can I be served here now, and if not, where and when. Pure.

import type { PhaseSpan, WindowPicture } from '../shared/api.ts';
import type { FeedState } from '../shared/feed.ts';
import { clock_time, next_time, window_list } from '../shared/format.ts';
import type { IconName } from '../shared/icons.ts';

export interface StripModel {
    feed: FeedState;
    picture: WindowPicture | undefined;
    window_no: number;
    appointment_phone: string;
    now_ms: number;
    unknown: boolean;  // there is no such window
}

export type Tone = 'free' | 'called' | 'serving' | 'away' | 'noon' | 'extension' | 'appointment' | 'closed' | 'stale';

export interface StripView {
    tone: Tone;
    icon: IconName;
    window_no: string;
    word: string;
    number: string;  // a ticket beside the word
    time: string;    // a time of return beside the word
    line: string;    // second line
    aside: string;   // at the right edge, when there is no second line
}

type Face = Partial<StripView> & Pick<StripView, 'tone' | 'icon' | 'word'>;

const instead_of = (picture: WindowPicture): string =>
    picture.instead.length > 0 ? `请到 ${window_list(picture.instead, 'zh', 3)} 号窗口` : '请到导办台，马上安排';

const least_rest_ms = 40 * 60_000;  // a rest of the noon rota is 45 minutes; who fetches a file is away for less

const away = (picture: WindowPicture, now_ms: number): Face => {
    const rests = picture.phase.phase === 'NOON_DUTY' && picture.away_until_ms - picture.since_ms >= least_rest_ms;
    const word = rests ? '轮休' : '暂离';
    const back = picture.away_until_ms > now_ms ? clock_time(picture.away_until_ms) : '';
    return { tone: 'away', icon: 'away', word, time: back, line: instead_of(picture) };
};

const appointment = (phone: string): Face =>
    ({ tone: 'appointment', icon: 'appointment', word: '今日仅限预约', line: phone ? `电话 ${phone}` : '请到导办台登记' });

const shut = (span: PhaseSpan, now_ms: number): Face => ({
    tone: 'closed', icon: 'closed', word: span.phase === 'BEFORE_OPEN' ? '尚未开始' : span.regime === 'CLOSURE' ? '今日暂停开放' : '今日已结束',
    line: span.opens_next_ms > 0 ? `${next_time(span.opens_next_ms, now_ms, 'zh')} 开始` : '开放时间请看公告',
});

const free = (picture: WindowPicture, model: StripModel): Face => {
    switch (picture.phase.phase) {
    case 'NOON_DUTY': return { tone: 'noon', icon: 'noon', word: '午间值班', line: '照常办理，换班不停办' };
    case 'EXTENSION': return { tone: 'extension', icon: 'extension', word: '延时服务中', line: '已取号的都会办完' };
    case 'APPOINTMENT_ONLY': return appointment(model.appointment_phone);
    case 'CLOSED': case 'BEFORE_OPEN': return shut(picture.phase, model.now_ms);
    case 'REGULAR': case 'OPEN': case 'PHASE_UNSPECIFIED':
        return { tone: 'free', icon: 'waiting', word: '空闲', aside: '请先取号' };
    }
};

const closed = (picture: WindowPicture, model: StripModel): Face => {
    switch (picture.phase.phase) {
    case 'CLOSED': case 'BEFORE_OPEN': return shut(picture.phase, model.now_ms);
    case 'APPOINTMENT_ONLY': return appointment(model.appointment_phone);
    case 'REGULAR': case 'OPEN': case 'NOON_DUTY': case 'EXTENSION': case 'PHASE_UNSPECIFIED':
        return { tone: 'closed', icon: 'closed', word: '本窗口未开', line: instead_of(picture) };
    }
};

const face = (model: StripModel): Face => {
    const picture = model.picture;
    if (model.unknown) return { tone: 'stale', icon: 'stale', word: '没有这个窗口', line: '请检查条屏地址' };
    if (model.feed === 'stale') return { tone: 'stale', icon: 'stale', word: '连接中断', line: '请听窗口工作人员安排' };
    if (!picture) return { tone: 'free', icon: 'waiting', word: '正在连接' };
    switch (picture.state) {
    case 'WINDOW_CALLED': return { tone: 'called', icon: 'called', word: '请', number: picture.number };
    case 'WINDOW_SERVING': return { tone: 'serving', icon: 'serving', word: '办理中', number: picture.number };
    case 'WINDOW_AWAY': return away(picture, model.now_ms);
    case 'WINDOW_FREE': return free(picture, model);
    case 'WINDOW_CLOSED': return closed(picture, model);
    case 'WINDOW_STATE_UNSPECIFIED': return { tone: 'free', icon: 'waiting', word: '正在连接' };
    }
};

export const strip_view = (model: StripModel): StripView => {
    const no = model.window_no || model.picture?.no || 0;
    return { number: '', time: '', line: '', aside: '', ...face(model), window_no: no > 0 ? String(no) : '' };
};
