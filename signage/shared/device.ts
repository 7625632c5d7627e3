// A screen or kiosk is given its token once, in the fragment of its address (#token=… or #device=…), which browsers send to nobody.
// It is exchanged for a cookie at once and taken out of the address; only the device's name is remembered here, so that
// the screen can say who it is when it acknowledges a call.

import { decode_session_info } from './api.ts';
import { post_json } from './http.ts';

const remembered_as = 'buduan.device';

export const take_device_token = (): string | undefined => {
    const found = /(?:^#|&)(?:token|device)=([^&]+)/.exec(location.hash);
    if (!found) return undefined;
    history.replaceState(null, '', location.pathname + location.search);
    return decodeURIComponent(found[1]!);
};

// The name of this device, or undefined when it is not a known one. Rejects with Refused when the token is not valid.
export const sign_in_device = (): Promise<string | undefined> => {
    const token = take_device_token();
    if (token === undefined) return Promise.resolve(remembered_device());
    return post_json('/v1/device-session', { token }, decode_session_info).then((session) => {
        try {
            localStorage.setItem(remembered_as, JSON.stringify({ device: session.device, until: session.expires_ms }));
        } catch {
            // A screen without storage keeps its session for as long as it stays open.
        }
        return session.device || undefined;
    });
};

const remembered_device = (): string | undefined => {
    try {
        const kept = decode_kept(JSON.parse(localStorage.getItem(remembered_as) ?? 'null'));
        return kept && kept.until > Date.now() ? kept.device : undefined;
    } catch {
        return undefined;
    }
};

const decode_kept = (raw: { device?: unknown; until?: unknown } | null): { device: string; until: number } | undefined =>
    raw && typeof raw.device === 'string' && typeof raw.until === 'number' ? { device: raw.device, until: raw.until }
                                                                           : undefined;
