// What was built, read as text: small enough for cheap phones, old enough for old televisions, safe under the policy.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import test from 'node:test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const assets = join(root, 'dist/assets');
const asset = (page, kind) => {
    const name = readdirSync(assets).find((one) => one.startsWith(page + '-') && one.endsWith('.' + kind));
    assert.ok(name, `${page}.${kind} is not built: npm run build`);
    return readFileSync(join(assets, name), 'utf8');
};
const files_below = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? files_below(join(folder, one.name)) : [join(folder, one.name)]);

// Kilobytes of script and style together, compressed (as a proxy in front sends them) and as they are parsed. A phone may be on a slow line and a
// board on a slow processor; a page that grows beyond its budget says why it must.
const budgets = {
    phone: { wire: 18, parsed: 50 }, strip: { wire: 12, parsed: 35 }, board: { wire: 20, parsed: 60 },
    index: { wire: 16, parsed: 50 }, kiosk: { wire: 34, parsed: 100 }, window: { wire: 28, parsed: 85 },
};

test('every page stays within its budget', (t) => {
    for (const [page, { wire, parsed }] of Object.entries(budgets)) {
        const parts = [asset(page, 'js'), asset(page, 'css')];
        const kb = (size) => Math.round(size / 100) / 10;
        const travels = kb(parts.reduce((sum, part) => sum + gzipSync(part).length, 0));
        const is_read = kb(parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0));
        t.diagnostic(`${page}: ${travels} KB compressed, ${is_read} KB parsed`);
        assert.ok(travels <= wire && is_read <= parsed, `${page}: ${travels} of ${wire} KB, ${is_read} of ${parsed} KB`);
    }
});

test('boards and strips use only the layout Chromium 53 knows', () => {
    for (const page of ['board', 'strip']) {
        const style = asset(page, 'css');
        for (const newer of [/display:(inline-)?grid/, /[^-]gap:/, /clamp\(/, /[:( ,](min|max)\(/, /aspect-ratio:/, /inset:\s*\d/, /color-mix/, /:is\(/, /:where\(/, /position:sticky/]) {
            const found = newer.exec(style.replace(/@media[^{]*/g, ''));
            assert.ok(!found, `${page}.css: ${found?.input.slice(found.index - 40, found.index + 40)}`);
        }
    }
});

test('boards and strips use only the language and library Chromium 53 knows', () => {
    for (const page of ['board', 'strip']) {
        const script = asset(page, 'js');
        for (const newer of [/\?\./, /\?\?/, /\basync\b/, /\bawait\b/, /\.flat(Map)?\(/, /\.at\(/, /\.padStart\(/, /\.padEnd\(/, /Object\.(entries|values|fromEntries)\(/,
            /\.finally\(/, /\.matchAll\(/, /\.replaceAll\(/, /\.replaceChildren\(/, /\.append\(/, /\.prepend\(/, /ResizeObserver/, /AbortController/, /\bglobalThis\b/, /\{\.\.\.[a-z]/]) {
            const found = newer.exec(script.replace(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""'));
            assert.ok(!found, `${page}.js: ${found?.input.slice(found.index - 40, found.index + 40)}`);
        }
    }
});

test('the phone page uses only what Chromium 61 knows', () => {
    const script = asset('phone', 'js').replace(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""');
    for (const newer of [/\?\.[a-z[(]/i, /\?\?/, /\.flat(Map)?\(/, /\.at\(/, /\.finally\(/, /\.matchAll\(/, /\.replaceAll\(/, /\.replaceChildren\(/, /fromEntries\(/, /allSettled/,
        /ResizeObserver/, /AbortController/, /\bglobalThis\b/, /structuredClone/, /randomUUID/, /catch\{/]) {
        const found = newer.exec(script);
        assert.ok(!found, `phone.js: ${found?.input.slice(found.index - 40, found.index + 40)}`);
    }
    const style = asset('phone', 'css').replace(/@media[^{]*/g, '');
    for (const newer of [/[^-]gap:/, /clamp\(/, /[:( ,](min|max)\(/, /aspect-ratio:/, /inset:\s*\d/, /color-mix/, /:is\(/, /:where\(/]) {
        const found = newer.exec(style);
        assert.ok(!found, `phone.css: ${found?.input.slice(found.index - 40, found.index + 40)}`);
    }
});

test('no page parses markup, carries inline script or style, or reaches for another host', () => {
    for (const file of files_below(join(root, 'dist'))) {
        const text = readFileSync(file, 'utf8');
        if (file.endsWith('.html')) {
            assert.doesNotMatch(text, /<style|style=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=/, file);
        }
        assert.doesNotMatch(text, /\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/, file);
        assert.doesNotMatch(text.replace(/http:\/\/www\.w3\.org\/[0-9a-z/]+/g, ''), /https?:\/\/[a-z]/i, file);
    }
});

test('every asset is named by its content and used by a page', () => {
    const html = files_below(join(root, 'dist')).filter((file) => file.endsWith('.html')).map((file) => readFileSync(file, 'utf8')).join('');
    for (const name of readdirSync(assets)) {
        assert.match(name, /-[0-9a-f]{10}\.(js|css|svg)$/);
        assert.ok(html.includes(name), `${name} is not used`);
        assert.ok(statSync(join(assets, name)).size > 0);
    }
});
