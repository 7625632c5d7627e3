// Themes are an attribute of <html>, read by tokens.css. A screen gets its theme in its address (?theme=dark), a phone or
// kiosk from its own key; nothing else about a person is ever kept.

export type Theme = 'light' | 'dark' | 'contrast' | 'elder';

const themes: readonly Theme[] = ['light', 'dark', 'contrast', 'elder'];

export const as_theme = (name: string | null | undefined): Theme | undefined =>
    themes.indexOf(name as Theme) >= 0 ? (name as Theme) : undefined;

export const set_theme = (theme: Theme): void => document.documentElement.setAttribute('data-theme', theme);

export const current_theme = (): Theme => as_theme(document.documentElement.getAttribute('data-theme')) ?? 'light';
