// Chinese first, English second. A page's own sentences lie beside the page; here is what all of them need.

import type { Text } from './api.ts';

export type Lang = 'zh' | 'en';

export const pick = (both: Text, lang: Lang): string => (lang === 'en' ? both.en || both.zh : both.zh || both.en);

// One sentence in both languages; `both('空闲', 'free')`.
export const both = (zh: string, en: string): Text => ({ zh, en });

export const html_lang = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en');

export const tongue = {
    product: both('不断', 'Buduan'),
    supervision_phone: both('监督电话', 'Supervision'),
    appointment_phone: both('预约电话', 'Booking'),
    connection_lost: both('连接中断', 'No connection'),
    reconnecting: both('正在重新连接', 'reconnecting'),
    live: both('实时更新', 'live'),
    nobody_waits: both('无人等候', 'nobody waiting'),
};
