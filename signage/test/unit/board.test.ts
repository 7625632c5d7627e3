import assert from 'node:assert/strict';
import test from 'node:test';
import { fit } from '../../board/fit.ts';
import { board_view, notices_of, type BoardModel } from '../../board/model.ts';
import { decode_board_picture, decode_hall_card, decode_zone_picture } from '../../shared/api.ts';
import { at, boards, call, district, noon } from '../fixtures.mjs';

const model = (picture: unknown = boards.called, more: Partial<BoardModel> = {}): BoardModel => {
    const decoded = decode_board_picture(picture);
    return {
        card: decode_hall_card(district), picture: decoded, zone_pictures: {}, only_zones: [], hero: decoded.calls[0],
        hall_state: undefined, feed: 'live', heard_at_ms: noon, silent_for_ms: 0, now_ms: noon, turn: 0, standing: false,
        recent: 3, notices: true, ...more,
    };
};

const hero_words = (view: ReturnType<typeof board_view>): string => (view.hero.kind === 'words' ? view.hero.big + view.hero.mid : '');

test('the newest call has the large block, the next three follow', () => {
    const view = board_view(model());
    assert.ok(view.hero.kind === 'call' && view.hero.number === 'A023' && view.hero.window_no === 3 && view.hero.fresh);
    assert.deepEqual(view.recent.calls.map((one) => one.number), ['B036', 'F018', 'E027']);
});

test('a call that waits for its turn is in the list at once', () => {
    const picture = { ...boards.called, calls: [call('C001', 9), ...boards.called.calls] };
    const view = board_view(model(picture, { hero: decode_board_picture(boards.called).calls[0] }));
    assert.ok(view.hero.kind === 'call' && view.hero.number === 'A023');
    assert.equal(view.recent.calls[0]!.number, 'C001');
});

test('a call some minutes old is no longer filled, and later gives its place to words', () => {
    const later = board_view(model(boards.called, { now_ms: noon + 4 * 60_000 }));
    assert.ok(later.hero.kind === 'call' && !later.hero.fresh);
    const much_later = board_view(model(boards.called, { now_ms: noon + 21 * 60_000 }));
    assert.equal(much_later.hero.kind, 'words');
});

test('a stale board shows no call as live and says until when it knew', () => {
    const view = board_view(model(boards.called, { feed: 'stale', silent_for_ms: 4 * 60_000, now_ms: at('12:21') }));
    assert.equal(view.hero.kind, 'words');
    assert.match(hero_words(view), /请听现场\|工作人员安排/);
    assert.equal(view.banner.say, '下方为 12:17 前的信息，仅供参考');
    assert.deepEqual([view.recent.label, view.recent.until], ['中断前叫号', '截至 12:17']);
    assert.deepEqual(view.recent.calls.map((one) => one.number), ['A023', 'B036', 'F018']);
    assert.equal(view.notice.words, '已断开 4 分钟，正在重新连接');
    assert.equal(view.banner.line, undefined);
});

test('empty states are words', () => {
    assert.match(hero_words(board_view(model(boards.empty))), /今天还\|没有叫号/);
    assert.match(hero_words(board_view(model(boards.called, { picture: undefined, hero: undefined }))), /正在连接/);
    const nobody = board_view(model(boards.empty, { hero: decode_board_picture(boards.called).calls[0], now_ms: noon + 3600_000 }));
    assert.match(hero_words(nobody), /无人等候/);
});

test('each phase has its banner and its answer', () => {
    const phases: Array<[unknown, string, string, RegExp]> = [
        [boards.closed, 'closed', '今日已结束', /明天 \|8:30开始取号/],
        [boards.before_open, 'closed', '尚未开始', /8:30开始取号/],
        [boards.appointment, 'appointment', '今日仅限预约', /导办台\|签到.*0632-0000102/],
        [boards.extension_idle, 'extension', '延时服务中', /还有 3 人/],
    ];
    for (const [picture, tone, title, words] of phases) {
        const now_ms = picture === boards.before_open ? at('8:05') : at('17:50');
        const view = board_view(model(picture, { now_ms }));
        assert.deepEqual([view.banner.tone, view.banner.title], [tone, title]);
        assert.match(hero_words(view), words);
    }
});

test('a closed hall shows no call, no zones, and is dark', () => {
    const view = board_view(model(boards.closed, { now_ms: at('18:20') }));
    assert.equal(view.off_hours, true);
    assert.deepEqual(view.recent.calls, []);
    assert.deepEqual(view.zones.cells, []);
});

test('zones turn pages and come round again', () => {
    const pages = [0, 1, 2].map((turn) => board_view(model(boards.called, { turn })).zones);
    assert.deepEqual(pages.map((zones) => zones.cells.map((cell) => cell.prefix).join('')), ['ABCDE', 'FGHJK', 'ABCDE']);
    assert.equal(pages[0]!.pages, 2);
    assert.equal(board_view(model(boards.called, { standing: true })).zones.pages, 3);
});

test('a board of some zones shows those, with their own calls newest first', () => {
    const zone_pictures = {
        A: decode_zone_picture({ calls: [call('A023', 3, '12:15')] }), B: decode_zone_picture({ calls: [call('B036', 7, '12:16'), call('B035', 6, '12:10')] }),
    };
    const view = board_view(model(boards.called, { only_zones: ['A', 'B'], zone_pictures, hero: zone_pictures.B.calls[0] }));
    assert.deepEqual(view.zones.cells.map((cell) => cell.prefix), ['A', 'B']);
    assert.deepEqual(view.recent.calls.map((one) => one.number), ['A023', 'B035']);
});

test('a hall that cannot write says so and goes on calling', () => {
    const view = board_view(model(boards.called, { hall_state: { writable: false, notice: { zh: '暂停取号，已取的号有效', en: '' } } }));
    assert.equal(view.banner.say, '暂停取号，已取的号有效');
    assert.equal(view.hero.kind, 'call');
});

test('the notice names a matter that waits until after noon, and shortens itself to fit', () => {
    const short = { name_too_long: model(boards.called) };
    short.name_too_long.card!.matters.forEach((matter) => { matter.name.zh = matter.name.zh + '及其他很长很长很长的事项名称'; });
    assert.equal(notices_of(model())[0], '职工正常退休申请等事项午间不办理，13:30 起可取号');
    assert.equal(notices_of(short.name_too_long)[0], '部分事项午间不办理，13:30 起可取号');
});

test('English is beside the call where there is room, on a standing board only when asked for', () => {
    const english = (more: Partial<BoardModel>) => {
        const view = board_view(model(boards.called, more));
        return view.hero.kind === 'call' ? view.hero.en : '';
    };
    assert.equal(english({}), 'Ticket A023, please go to window 3');
    assert.equal(english({ standing: true }), '');
    assert.notEqual(english({ standing: true, hero: { ...decode_board_picture(boards.called).calls[0]!, english: true } }), '');
});

test('a screen far from its readers gives up what matters least, never the called number', () => {
    const near = fit(10, 685, false);
    assert.deepEqual([near.hero, near.rest, near.notice, near.zones, near.recent, near.legible], [1, 1, true, true, 3, true]);
    assert.deepEqual(fit(NaN, NaN, false), fit(10, 685, false));
    const far = fit(13, 685, false);
    assert.deepEqual([far.notice, far.zones, far.english, far.recent], [false, false, true, 3]);
    const farther = fit(15, 685, false);
    assert.equal(farther.recent, 2);
    assert.equal(farther.legible, false);
    for (let view_m = 1; view_m < 40; ++view_m) assert.ok(fit(view_m, 685, false).hero >= 1);
});
