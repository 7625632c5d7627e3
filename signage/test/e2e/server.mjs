// The real server, as its users start it: a demonstration on a free port, whose hall stands at noon of a workday and is
// empty until somebody takes a ticket.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const starts_within_ms = 30_000;

export const binary = process.env.BUDUAN_BINARY ?? root + 'build/release/server/app/buduan';

export const start_server = async ({ start = '12:16', people = false, more = [] } = {}) => {
    if (!existsSync(binary)) throw new Error(`no server at ${binary}: build it, or name one in BUDUAN_BINARY`);
    const child = spawn(binary, ['serve', '--port', '0', '--json', '--day', '2026-11-24', '--start', start, '--pages', root + 'signage/dist',
        ...(people ? [] : ['--no-people']), ...more], { stdio: ['ignore', 'pipe', 'pipe'], cwd: root });
    let said = '';
    const serves = new Promise((resolve, reject) => {
        const given_up = setTimeout(() => reject(new Error(`the server did not serve in time\n${said}`)), starts_within_ms);
        const hear = (part) => {
            said += part;
            for (const line of said.split('\n')) {
                if (!line.startsWith('{"url"')) continue;
                try {
                    resolve(JSON.parse(line));
                    clearTimeout(given_up);
                } catch {
                    // The line is not whole yet.
                }
            }
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('error', reject);
        child.on('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal})\n${said}`)));
    });
    const links = await serves.catch((why) => {
        child.kill('SIGKILL');
        throw why;
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    return {
        url: links.url.replace(/\/$/, ''),
        hall: links.halls.find((hall) => hall.hall === 'shanting'),
        freeze: () => child.kill('SIGSTOP'),
        thaw: () => child.kill('SIGCONT'),
        said: () => said,
        stop: async () => {
            child.kill('SIGCONT');
            child.kill('SIGTERM');
            await ended;
        },
    };
};
