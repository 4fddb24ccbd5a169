import { afterEach, describe, expect, it, vi } from 'vitest';
import { startLanguage } from './chosen-language.ts';
import { i18n } from './i18n.ts';
import { languages } from './languages.ts';

const entries = '{count, plural, one {# entry} other {# entries}}';

describe('words in the language of the person', () => {
  afterEach(async () => {
    vi.restoreAllMocks();
    await i18n.show('en');
  });

  it('fills placeholders and chooses plurals in English, the source', () => {
    expect(i18n.t('Records')).toBe('Records');
    expect(i18n.t('Signed in as {name}', { name: 'Ada' })).toBe('Signed in as Ada');
    expect(i18n.t(entries, { count: 1 })).toBe('1 entry');
    expect(i18n.t(entries, { count: 12_000 })).toBe('12,000 entries');
  });

  it('shows the translation, and English where there is none', async () => {
    vi.spyOn(languages.de, 'messages').mockResolvedValue({
      Records: ['Einträge'],
      [entries]: [['count', 'plural', { one: ['#', ' Eintrag'], other: ['#', ' Einträge'] }]],
    });
    const drawn: string[] = [];
    const stop = i18n.subscribe(() => drawn.push(i18n.language));
    await i18n.show('de');
    stop();
    expect(drawn).toEqual(['de']);
    expect(i18n.t('Records')).toBe('Einträge');
    expect(i18n.t(entries, { count: 12_000 })).toBe('12.000 Einträge');
    expect(i18n.t('Not translated yet')).toBe('Not translated yet');
    expect(i18n.t('Not yet, {name}', { name: 'Ada' })).toBe('Not yet, Ada');
  });

  it('keeps what comes from outside in its place, whichever way it runs', () => {
    const hebrew = 'מאיה';
    expect(i18n.t('Signed in as {name}.', { name: hebrew })).toBe(`Signed in as \u2068${hebrew}\u2069.`);
    const turning = `report\u202Efdp.exe\u2069`;
    expect(i18n.t('Download {name} as received', { name: turning })).toBe(
      'Download \u2068reportfdp.exe\u2069 as received',
    );
    for (const name of ['C:\\u0041\\x41', '\uE0000\uE001', '$&'])
      expect(i18n.t('Download {name} as received', { name })).toBe(`Download ${name} as received`);
  });

  it('does not read a value as a message, nor a name from the prototype', () => {
    expect(i18n.t('Named {name}', { name: '{count}' })).toBe('Named {count}');
    expect(i18n.t('constructor')).toBe('constructor');
  });
});

describe('the language at the start', () => {
  const kept = (value: string | null) => ({ getItem: () => value });

  it('is the one kept in this browser, then the first of its own that is spoken here, then English', () => {
    expect(startLanguage(kept('es'), ['de-AT'])).toBe('es');
    expect(startLanguage(kept(null), ['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(startLanguage(kept('toString'), ['fr'])).toBe('en');
  });
});
