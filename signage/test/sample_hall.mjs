// The sample district hall as its card says it at noon of a workday: all zones, windows and matters of tools/sample.

import { existsSync, readFileSync } from 'node:fs';
import { at, district, noon } from './fixtures.mjs';

// Tests run from where they lie and, bundled, from build/test: the samples are found from both.
const above = ['../../', '../../../'].map((way) => new URL(way + 'tools/sample/', import.meta.url));
const folder = above.find((one) => existsSync(new URL('matters.json', one)));
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

export const sample_matters = () => read('matters.json').matters;

const by_number = (a, b) => a - b;

// `noon_only`: matters that are not on the noon list are offered again at half past one.
export const sample_hall = ({ name = 'shanting', noon_only = true } = {}) => {
    const hall = read(`hall-${name}.json`);
    const serving = (skill) => hall.windows.filter((window) => window.skills.includes(skill));
    const matters = sample_matters().filter((matter) => hall.matters.includes(matter.code)).map((matter) => ({
        code: matter.code, name: { zh: matter.name_zh, en: matter.name_en }, skill: matter.skill, kind: matter.kind,
        typicalMin: matter.typical_min, zones: hall.zones.map((zone) => zone.id).filter((id) => serving(matter.skill).some((window) => window.zone === id)),
        windows: serving(matter.skill).map((window) => window.no).sort(by_number), materials: matter.materials, dept: matter.dept,
        ...(matter.noon ? { noon: true } : {}), ...(matter.rest_day ? { restDay: true } : {}),
        ...(matter.noon || !noon_only ? { offeredNow: true } : { offeredNextMs: String(at('13:30')) }),
    }));
    return {
        ...district, id: hall.id, name: { zh: hall.name_zh, en: hall.name_en }, level: hall.level,
        phones: { supervision: hall.phones.supervision, appointment: hall.phones.appointment, remote: hall.phones.remote },
        zones: hall.zones.map((zone) => ({ id: zone.id, name: { zh: zone.name_zh, en: zone.name_en }, prefix: zone.ticket_prefix })),
        windows: hall.windows.map((window) => ({
            id: window.id, no: window.no, zone: window.zone, name: { zh: window.name_zh, en: window.name_en }, kind: window.kind, skills: window.skills,
            ...(window.low_counter ? { lowCounter: true } : {}),
        })),
        matters, serverMs: String(noon),
    };
};
