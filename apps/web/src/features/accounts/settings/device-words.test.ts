import { describe, expect, it } from 'vitest';
import { deviceWords } from './device-words.ts';

const browser = (agent: string | null) => deviceWords({ client: 'browser', agent });

describe('where somebody is logged in', () => {
  it('is named by browser and system', () => {
    expect(browser('Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0')).toBe('Firefox on Linux');
    expect(
      browser('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1'),
    ).toBe('Safari on iPhone');
    expect(
      browser('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0'),
    ).toBe('Edge on Windows');
    expect(browser('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36')).toBe(
      'Chrome on Android',
    );
  });

  it('is named by what there is', () => {
    expect(browser('Firefox/145.0')).toBe('Firefox');
    expect(browser(null)).toBe('A browser that does not say its name');
    expect(deviceWords({ client: 'cli', agent: null })).toBe('Command line');
  });
});
