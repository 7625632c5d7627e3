// The picture of the front page of this project: the lobby board of the real server at noon, with people in the hall.
// node test/e2e/readme_picture.mjs [OUT.png]

import { fileURLToPath } from 'node:url';
import { open_browser } from '../browser.mjs';
import { start_server } from './server.mjs';

const out = process.argv[2] ?? fileURLToPath(new URL('../../readme-board.png', import.meta.url));
const speed = 10;
const from_minute = 5;
const to_minute = 17;

const server = await start_server({ start: `12:0${from_minute}`, people: true, more: ['--speed', String(speed)] });
const browser = await open_browser();
try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 2 / 3, reducedMotion: 'reduce' });
    await page.goto(server.url + '/board/?hall=shanting&sound=off');
    await page.waitForTimeout((to_minute - from_minute) * 60_000 / speed);
    await page.waitForFunction(() => document.querySelector('#hero .no') && document.querySelectorAll('#recent .call').length === 3);
    await page.screenshot({ path: out });
} finally {
    await browser.close();
    await server.stop();
}
