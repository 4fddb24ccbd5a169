import type { RequestOptions } from '../client.ts';

/** The headers of a command line: it says who it is, and its token comes back in the body, not in a cookie. */
export function headersOf({ body, stream, authorization }: RequestOptions): Record<string, string> {
  return {
    'user-agent': 'chartwarden-cli',
    'x-chartwarden': '1',
    'x-chartwarden-cli': '1',
    ...(stream !== undefined
      ? { 'content-type': 'application/octet-stream' }
      : body === undefined
        ? {}
        : { 'content-type': 'application/json' }),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

export function pathWith(path: string, query: RequestOptions['query'] = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
