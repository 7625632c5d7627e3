// Every page in every state, at its real size: nothing fails, nothing overflows or overlaps, everything is legible. The
// pictures lie in build/screenshots/scenes afterwards, or below BUDUAN_SCREENSHOTS.

import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test, { after, before } from 'node:test';
import { open_browser } from '../browser.mjs';
import { misplaced_text, small_keys, weak_text } from '../inspect.mjs';
import { kiosk_scenes } from '../kiosk_scenes.mjs';
import { scenes as page_scenes } from '../scenes.mjs';
import { window_scenes } from '../window_scenes.mjs';

const shots = (process.env.BUDUAN_SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url))) + '/scenes';
const rules = {
    board: { fixed: true, contrast: 7 },
    strip: { fixed: true, contrast: 7 },
    phone: { fixed: false, contrast: 4.5, least_key: 44 },
    kiosk: { fixed: true, contrast: 7, least_key: 94 },
    window: { fixed: true, contrast: 4.5 },
    front: { fixed: false, contrast: 4.5 },
};
const scenes = { ...page_scenes, ...kiosk_scenes, ...window_scenes };

let browser;
before(async () => {
    rmSync(shots, { recursive: true, force: true });
    mkdirSync(shots, { recursive: true });
    browser = await open_browser();
});
after(() => browser?.close());

test('scenes', { concurrency: 4 }, async (t) => {
    await Promise.all(Object.entries(scenes).map(([name, scene]) => t.test(name, { timeout: 120_000 }, async () => {
        const rule = rules[name.split('-')[0]];
        const { page, close } = await scene(browser);
        try {
            await page.evaluate(() => document.fonts.ready);
            await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
            await page.screenshot({ path: `${shots}/${name}.png`, fullPage: !rule.fixed });
            assert.deepEqual(await page.evaluate(misplaced_text, rule.fixed), []);
            assert.deepEqual(await page.evaluate(weak_text, rule.contrast), []);
            if (rule.least_key) assert.deepEqual(await page.evaluate(small_keys, rule.least_key), []);
            const expected = name.includes('stale') ? /WebSocket connection to .* failed|ERR_CONNECTION/ : /refused|sign-in/.test(name) ? /status of 4\d\d/ : /^$/;
            assert.deepEqual(page.faults.filter((fault) => !expected.test(fault)), []);
        } finally {
            await close();
        }
    })));
});
