import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const candidates = [process.env.BUDUAN_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const open_browser = () => {
    const executablePath = candidates.find((path) => path && existsSync(path));
    if (!executablePath) throw new Error('no Chromium found: install the package chromium or name one in BUDUAN_CHROMIUM');
    return chromium.launch({
        executablePath,
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
            '--disable-renderer-backgrounding', '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows',
            '--autoplay-policy=no-user-gesture-required'],
    });
};
