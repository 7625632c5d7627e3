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

test('the phone page is below 40 KB of script, and below 20 KB in all on the wire', () => {
    const script = asset('phone', 'js');
    assert.ok(Buffer.byteLength(script) < 40_000, `${Buffer.byteLength(script)} bytes`);
    assert.ok(gzipSync(script).length + gzipSync(asset('phone', 'css')).length < 20_000);
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
