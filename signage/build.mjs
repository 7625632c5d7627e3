// Builds the pages into dist/ (what the server serves) or, with --tests, the unit tests into build/test/.
//
// A page is a folder with index.html, main.ts and style.css. Its script and style become one file each under
// dist/assets/, named by their content, so that they may be cached for ever while the small index.html is not.

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

// Boards are television sets from 2018 with Chromium 53; phones begin at Chromium 61; kiosks and desks are kept current.
const pages = [
    { folder: 'index', served: '', target: 'chrome66' },
    { folder: 'board', served: 'board', target: 'chrome53' },
    { folder: 'strip', served: 'strip', target: 'chrome53' },
    { folder: 'phone', served: 't', target: 'chrome61' },
    { folder: 'kiosk', served: 'kiosk', target: 'chrome109' },
    { folder: 'window', served: 'window', target: 'chrome109' },
];

const bundle = async (entry, target) => {
    const made = await build({
        entryPoints: [entry], bundle: true, minify: true, write: false, target, format: 'iife', charset: 'utf8',
        legalComments: 'none', outdir: 'out', logLevel: 'warning',
    });
    return made.outputFiles[0].contents;
};

const store = (dist, name, contents) => {
    const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10);
    const dot = name.lastIndexOf('.');
    const served = `assets/${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
    writeFileSync(join(dist, served), contents);
    return '/' + served;
};

const build_page = async (dist, { folder, served, target }) => {
    const source = join(root, folder);
    const script = store(dist, `${folder}.js`, await bundle(join(source, 'main.ts'), target));
    const style = store(dist, `${folder}.css`, await bundle(join(source, 'style.css'), target));
    const icon = store(dist, 'mark.svg', readFileSync(join(root, 'shared/mark.svg')));
    const html = readFileSync(join(source, 'index.html'), 'utf8')
        .replace('href="mark.svg"', `href="${icon}"`)
        .replace('href="style.css"', `href="${style}"`)
        .replace('src="main.js"', `src="${script}"`);
    if (!html.includes(script) || !html.includes(style)) throw new Error(`${folder}/index.html names no main.js or style.css`);
    mkdirSync(join(dist, served), { recursive: true });
    writeFileSync(join(dist, served, 'index.html'), html);
};

// All pages are built beside what is there and take its place at the end, so that a build that fails leaves the old ones.
const build_pages = async () => {
    const dist = join(root, 'dist');
    const next = join(root, 'dist.next');
    rmSync(next, { recursive: true, force: true });
    mkdirSync(join(next, 'assets'), { recursive: true });
    for (const page of pages) await build_page(next, page);
    rmSync(dist, { recursive: true, force: true });
    renameSync(next, dist);
};

const tests_below = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? tests_below(join(folder, entry.name)) : entry.name.endsWith('.test.ts') ? [join(folder, entry.name)] : []);

// What every browser has and Node has by itself only from 20 on.
const browser_globals = "import { webcrypto as node_crypto } from 'node:crypto'; globalThis.crypto ??= node_crypto;";

const build_tests = async () => {
    const out = join(root, 'build/test');
    rmSync(out, { recursive: true, force: true });
    for (const entry of tests_below(join(root, 'test/unit'))) {
        await build({
            entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', target: 'node18', packages: 'external',
            outfile: join(out, basename(entry).replace(/\.ts$/, '.mjs')), logLevel: 'warning', sourcemap: 'inline',
            banner: { js: browser_globals },
        });
    }
};

if (process.argv.includes('--tests')) await build_tests();
else await build_pages();
