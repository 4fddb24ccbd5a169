import { describe, expect, it } from 'vitest';
import { sessionCookie } from './session-cookie.ts';

describe('the session cookie', () => {
  it('belongs to this host only and is Secure on https', () => {
    expect(sessionCookie({ server: { publicUrl: 'https://health.example.org' } as never })).toEqual({
      name: '__Host-chartwarden',
      options: { path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
    });
  });

  it('is kept by a browser on http://localhost', () => {
    expect(sessionCookie({ server: { publicUrl: 'http://localhost:8800' } as never })).toEqual({
      name: 'chartwarden',
      options: { path: '/', httpOnly: true, secure: false, sameSite: 'lax' },
    });
  });
});
