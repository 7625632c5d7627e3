// One noon in the district hall: Tuesday 24 November 2026, 12:17 in Shanghai. Written as the server would send it, in
// protobuf's JSON mapping: 64-bit integers as strings, defaults left out.

export const at = (time, day = '2026-11-24') => Date.parse(`${day}T${time.padStart(5, '0')}:00+08:00`);
export const noon = at('12:17');
const s = (ms) => String(ms);

const zone_names = [
    ['A', '社会事务区', 'Social affairs'], ['B', '社保医保公积金区', 'Social insurance, medical and housing fund'],
    ['C', '不动产登记区', 'Real estate'], ['D', '企业开办与准入区', 'Business start-up and licences'], ['E', '税务区', 'Tax'],
    ['F', '公安服务区', 'Public security'], ['G', '工程建设与涉农区', 'Construction and agriculture'],
    ['H', '水电气暖区', 'Utilities'], ['J', '公共法律服务区', 'Public legal service'], ['K', '综合服务区', 'General service'],
];
const zone_of_window = 'AAAABBBBBBBBCCCCDDDDDEEEFFFFFFGGGGHHJJKKKK';

const phase = (name, begins_ms, ends_ms, more = {}) => ({
    phase: name, regime: 'WORKDAY', day: '2026-11-24', beginsMs: s(begins_ms), endsMs: s(ends_ms), walkIn: true, ...more,
});

export const phases = {
    regular: phase('REGULAR', at('8:30'), at('12:00')),
    noon: phase('NOON_DUTY', at('12:00'), at('13:30')),
    extension: phase('EXTENSION', at('17:30'), at('23:59'), { walkIn: false, opensNextMs: s(at('8:30', '2026-11-25')) }),
    appointment: phase('APPOINTMENT_ONLY', at('9:00'), at('16:00'), { regime: 'APPOINTMENTS', walkIn: false, opensNextMs: s(at('9:00', '2026-11-26')) }),
    closed: phase('CLOSED', at('17:30'), at('8:30', '2026-11-25'), { walkIn: false, opensNextMs: s(at('8:30', '2026-11-25')) }),
    before_open: phase('BEFORE_OPEN', at('0:00'), at('8:30'), { walkIn: false, opensNextMs: s(at('8:30')) }),
};

const workday = [
    { phase: 'REGULAR', beginsMs: s(at('8:30')), endsMs: s(at('12:00')) },
    { phase: 'NOON_DUTY', beginsMs: s(at('12:00')), endsMs: s(at('13:30')) },
    { phase: 'REGULAR', beginsMs: s(at('13:30')), endsMs: s(at('17:30')) },
];

const matter = (code, zh, en, zone, windows, more = {}) => ({
    code, name: { zh, en }, skill: more.skill ?? 'social_insurance', kind: 'instant', typicalMin: 8, zones: [zone], windows,
    noon: true, restDay: true, offeredNow: true, dept: '', materials: ['居民身份证'], ...more,
});

const matters = [
    matter('SB-08', '社会保障卡挂失、补换', 'Social security card', 'B', [5, 6, 7]),
    matter('SB-03', '灵活就业人员参保登记', 'Flexible employment insurance', 'B', [5, 6, 7]),
    matter('SB-11', '职工正常退休申请', 'Retirement', 'B', [5, 6], { noon: false, offeredNow: false, offeredNextMs: s(at('13:30')) }),
    matter('BD-02', '存量房转移登记', 'Transfer of a home', 'C', [13, 14, 15, 16], { skill: 'real_estate', kind: 'committed' }),
    matter('GA-H01', '居民身份证申领、换领、补领', 'Identity card', 'F', [25, 26], { skill: 'household' }),
];

export const district = {
    id: 'shanting', name: { zh: '山亭区政务服务中心', en: 'Shanting District Government Service Centre' }, level: 'district',
    phones: { supervision: '0632-0000101', appointment: '0632-0000102', remote: '0632-0000103' },
    zones: zone_names.map(([id, zh, en]) => ({ id, name: { zh, en }, prefix: id })),
    windows: Array.from(zone_of_window, (zone, index) => ({
        id: `W${String(index + 1).padStart(2, '0')}`, no: index + 1, zone, name: { zh: `${index + 1}号窗口`, en: `Window ${index + 1}` },
        kind: index < 38 ? 'service' : ['assist', 'unresolved', 'complaint', 'remote'][index - 38], skills: ['general'],
    })),
    matters, phase: phases.noon, today: workday, revision: { epoch: '1', seq: '1' }, serverMs: s(noon), clockSpeed: 1,
};

const town_names = [
    ['shancheng', '山城街道', 'Shancheng', 9], ['beizhuang', '北庄镇', 'Beizhuang', 6], ['chengtou', '城头镇', 'Chengtou', 8],
    ['dianzi', '店子镇', 'Dianzi', 6], ['fengmao', '冯卯镇', 'Fengmao', 7], ['fucheng', '凫城镇', 'Fucheng', 5],
    ['sangcun', '桑村镇', 'Sangcun', 7], ['shuiquan', '水泉镇', 'Shuiquan', 6], ['xiji', '西集镇', 'Xiji', 8], ['xuzhuang', '徐庄镇', 'Xuzhuang', 6],
];

export const towns = town_names.map(([id, zh, en, windows]) => ({
    ...district, id, name: { zh: zh + '便民服务中心', en: `${en} Town Convenience Service Centre` }, level: 'town',
    zones: [['A', '民生服务区'], ['B', '社保医保区'], ['K', '综合服务区']].map(([zone, name]) => ({ id: zone, name: { zh: name, en: zone }, prefix: zone })),
    windows: Array.from({ length: windows }, (_, index) => ({ id: `W0${index + 1}`, no: index + 1, zone: 'ABK'[index % 3], name: { zh: '综合', en: 'General' }, kind: 'service', skills: ['general'] })),
}));

export const call = (number, window_no, time = '12:17', more = {}) => ({
    callId: `1-${number}-${more.attempt ?? 1}`, number, window: `W${String(window_no).padStart(2, '0')}`, windowNo: window_no,
    zone: number[0], attempt: 1, atMs: s(at(time)),
    text: { zh: `请${number}号到${window_no}号窗口办理`, en: `Ticket ${number}, please go to window ${window_no}` }, ...more,
});

const waiting_at_noon = { A: [4, 3], B: [17, 4], C: [12, 2], D: [3, 2], E: [6, 2], F: [9, 3], G: [0, 2], H: [2, 1], J: [1, 1], K: [5, 2] };

const summaries = (counts) => Object.entries(counts).map(([zone, [waiting, open]]) => ({
    zone, ...(waiting ? { waiting } : {}), ...(open ? { windowsOpen: open } : {}),
}));

export const boards = {
    called: { phase: phases.noon, calls: [call('A023', 3), call('B036', 7, '12:16'), call('F018', 25, '12:16'), call('E027', 22, '12:15')], zones: summaries(waiting_at_noon), openTickets: 61 },
    four_digits: { phase: phases.noon, calls: [call('F1000', 30), call('F999', 105, '12:16'), call('B036', 7, '12:16')], zones: summaries(waiting_at_noon) },
    three_digit_window: { phase: phases.noon, calls: [call('A070', 105), call('C019', 113, '12:16'), call('B036', 7, '12:16')], zones: summaries(waiting_at_noon) },
    empty: { phase: { ...phases.regular, beginsMs: s(at('8:30')) }, zones: summaries(Object.fromEntries(zone_names.map(([id]) => [id, [0, 3]]))) },
    past: { phase: phases.noon, calls: [call('A023', 3, '12:08')], zones: summaries(waiting_at_noon) },
    extension: { phase: phases.extension, calls: [call('C031', 15, '17:41'), call('B077', 6, '17:39')], zones: summaries({ C: [2, 2], B: [1, 1] }) },
    extension_idle: { phase: phases.extension, zones: summaries({ C: [2, 2], B: [1, 1] }) },
    appointment: { phase: phases.appointment, zones: summaries({ A: [0, 1], B: [0, 1] }) },
    closed: { phase: phases.closed, calls: [call('C031', 15, '17:41')], zones: [] },
    before_open: { phase: phases.before_open, zones: [] },
};

const window_picture = (no, state, more = {}) => ({ window: `W${String(no).padStart(2, '0')}`, no, state, sinceMs: s(noon - 60_000), phase: phases.noon, ...more });

export const strips = {
    free: window_picture(2, 'WINDOW_FREE', { phase: phases.regular }),
    called: window_picture(3, 'WINDOW_CALLED', { number: 'A023', attempt: 1 }),
    serving: window_picture(7, 'WINDOW_SERVING', { number: 'B036' }),
    away: window_picture(6, 'WINDOW_AWAY', { awayUntilMs: s(at('12:40')), instead: [7], phase: phases.regular }),
    noon: window_picture(11, 'WINDOW_FREE'),
    rest: window_picture(5, 'WINDOW_AWAY', { sinceMs: s(at('12:00')), awayUntilMs: s(at('12:45')), instead: [6, 7] }),
    extension: window_picture(15, 'WINDOW_FREE', { phase: phases.extension }),
    appointment: window_picture(25, 'WINDOW_FREE', { phase: phases.appointment }),
    closed: window_picture(37, 'WINDOW_CLOSED', { phase: phases.closed }),
    shut: window_picture(28, 'WINDOW_CLOSED', { instead: [27] }),
};

const ticket = (number, stage, more = {}) => ({
    hall: 'shanting', ticket: '41', number, zone: number[0], skill: 'social_insurance', matters: ['SB-08'],
    matterNames: [{ zh: '社会保障卡挂失、补换', en: 'Social security card: loss, replacement' }], stage, stageSinceMs: s(at('12:09')),
    windows: [5, 6, 7], ahead: 4, wait: { lowS: 900, highS: 1500 }, issuedMs: s(at('12:09')),
    zoneTopic: 'zone/shanting/B', queueTopic: 'queue/shanting/B/social_insurance', ...more,
});

export const tickets = {
    waiting: ticket('B041', 'WAITING'),
    called: ticket('B041', 'CALLED', { windowNo: 7, attempt: 1, ahead: 0, stageSinceMs: s(at('12:36')), wait: undefined }),
    serving: ticket('B041', 'SERVING', { windowNo: 7, ahead: 0, stageSinceMs: s(at('12:37')), wait: undefined }),
    held: ticket('B041', 'HELD', { windowNo: 7, ahead: 0, wait: undefined }),
    missed: ticket('B041', 'MISSED', { ahead: 0, wait: undefined, restoreUntilMs: s(at('12:47')) }),
    done: ticket('B041', 'DONE', { windowNo: 7, ahead: 0, wait: undefined }),
    abandoned: ticket('B041', 'ABANDONED', { ahead: 0, wait: undefined }),
};

export const queue = {
    zone: 'B', skill: 'social_insurance', waiting: ['36', '37', '38', '40', '41', '44'], waitingTotal: 6, windows: [5, 6, 7], lastCalled: 'B036',
    waitByPosition: [[60, 240], [240, 540], [420, 840], [660, 1200], [900, 1500], [1140, 1800]].map(([lowS, highS]) => ({ lowS, highS })),
};

export const link = 'Zk3v9Q0rT1yB7mWc2XpLdA';

// The whole floor at noon: some call, some serve, some rest, some are free.
export const floor = () => district.zones.map((zone) => ({
    zone: zone.id, waiting: waiting_at_noon[zone.id][0], calls: [],
    windows: district.windows.filter((one) => one.zone === zone.id).map(({ no }) =>
        no === 3 ? strips.called
        : no % 5 === 0 ? window_picture(no, 'WINDOW_AWAY', { awayUntilMs: s(at('12:45')), instead: [no + 1] })
        : no % 4 === 1 ? window_picture(no, 'WINDOW_FREE')
        : no % 7 === 6 ? window_picture(no, 'WINDOW_CLOSED')
        : window_picture(no, 'WINDOW_SERVING', { number: zone.id + String(10 + no).padStart(3, '0') })),
}));
