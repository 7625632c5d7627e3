// Pictures of pages in chosen states, for eyes: node test/shoot.mjs OUT-FOLDER [name …]
// The same scenes are checked by script in test/pages.

import { mkdirSync } from 'node:fs';
import { kiosk_scenes } from './kiosk_scenes.mjs';
import { scenes } from './scenes.mjs';
import { window_scenes } from './window_scenes.mjs';
import { open_browser } from './browser.mjs';

const [out, ...wanted] = process.argv.slice(2);
if (!out) throw new Error('usage: node test/shoot.mjs OUT-FOLDER [name …]');
mkdirSync(out, { recursive: true });
const browser = await open_browser();
try {
    for (const [name, scene] of Object.entries({ ...scenes, ...kiosk_scenes, ...window_scenes })) {
        if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
        const { page, close } = await scene(browser);
        await page.screenshot({ path: `${out}/${name}.png`, fullPage: name.startsWith('front') });
        await close();
    }
} finally {
    await browser.close();
}
