import type { SessionLine } from '../../../api/types.ts';
import { settingsText } from './settings.text.ts';

/** First match wins: many browsers also carry the names of others. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** "Firefox on Linux", as far as the browser said; what it said is a guess at a device, no proof of one. */
export function deviceWords({ client, agent }: Pick<SessionLine, 'client' | 'agent'>): string {
  const text = settingsText.sessions;
  if (client === 'cli') return text.commandLine;
  const named = (table: typeof BROWSERS) => table.find(([sign]) => sign.test(agent ?? ''))?.[1];
  const browser = named(BROWSERS);
  const system = named(SYSTEMS);
  if (browser !== undefined && system !== undefined) return text.browserOn(browser, system);
  return browser ?? system ?? text.unknown;
}
