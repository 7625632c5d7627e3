// Steps that build on each other: after one that failed the rest says nothing, and every page is pictured as it was.

import test from 'node:test';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The folder for the pictures of one test file, empty.
export const fresh_folder = (name) => {
    const folder = (process.env.BUDUAN_SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url))) + '/' + name;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
};

// `pages`: by name, whatever is open when a step fails.
export const in_steps = (shots, pages) => {
    let failed = false;
    return (name, run) => test(name, { timeout: 120_000 }, async (t) => {
        if (failed) return t.skip('an earlier step failed');
        try {
            await run(t);
        } catch (why) {
            failed = true;
            for (const [page_name, page] of Object.entries(pages)) await page.screenshot({ path: `${shots}/failed-${page_name}.png` }).catch(() => {});
            throw why;
        }
    });
};
