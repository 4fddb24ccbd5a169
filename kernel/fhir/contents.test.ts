import { describe, expect, it } from 'vitest';
import { contentsOf } from './contents.ts';

const bytesOf = (resource: Record<string, unknown>) => contentsOf(resource).map((one) => one.bytes);

describe('what a resource carries', () => {
  it('is in each place that the standard has for files', () => {
    const data = 'YQ==';
    const inline = [{ at: 'base64', data }];
    expect(bytesOf({ resourceType: 'DocumentReference', content: [{ attachment: { data } }] })).toEqual(inline);
    expect(bytesOf({ resourceType: 'DiagnosticReport', presentedForm: [{ data }] })).toEqual(inline);
    expect(bytesOf({ resourceType: 'Media', content: { data } })).toEqual(inline);
    expect(bytesOf({ resourceType: 'Binary', contentType: 'text/plain', data })).toEqual(inline);
    expect(bytesOf({ resourceType: 'Communication', payload: [{ contentAttachment: { data } }, { x: 1 }] })).toEqual(
      inline,
    );
    expect(bytesOf({ resourceType: 'Observation', presentedForm: [{ data }] })).toEqual([]);
    expect(bytesOf({ resourceType: 'constructor', content: [{ attachment: { data } }] })).toEqual([]);
  });

  it('follows addresses inside the resource, and leaves those outside as they are', () => {
    const with_ = (attachment: object, contained?: unknown) =>
      bytesOf({ resourceType: 'DocumentReference', content: [{ attachment }], contained });
    const binary = { resourceType: 'Binary', id: 'b', data: 'YQ==' };
    expect(with_({ url: '#b' }, [binary])).toEqual([{ at: 'base64', data: 'YQ==' }]);
    expect(with_({ url: '#b' }, [{ ...binary, resourceType: 'Patient' }])).toEqual([{ at: 'nowhere' }]);
    expect(with_({ url: '#b' })).toEqual([{ at: 'nowhere' }]);
    expect(with_({ url: 'data:text/plain;base64,YQ==' })).toEqual([{ at: 'base64', data: 'YQ==' }]);
    expect(with_({ url: 'https://evil.example/x' })).toEqual([{ at: 'url', url: 'https://evil.example/x' }]);
    expect(with_({ url: 'https://evil.example/x', data: 'YQ==' })).toEqual([{ at: 'base64', data: 'YQ==' }]);
    expect(with_({})).toEqual([{ at: 'nowhere' }]);
  });

  it('makes one document of the sections of a Composition, then the narrative', () => {
    const section = [
      {
        title: 'A <script>',
        text: { div: '<div>one</div>' },
        section: [{ title: 'B', text: { div: '<div>two</div>' } }],
      },
    ];
    const [document, narrative, ...more] = contentsOf({
      resourceType: 'Composition', title: 'Visit', section, text: { div: '<div>all</div>' },
    }); // biome-ignore format: one resource
    expect(document).toMatchObject({ kind: 'document', title: 'Visit', mediaType: 'text/html' });
    const text = '<h2>A &lt;script&gt;</h2>\n<div>one</div>\n<h3>B</h3>\n<div>two</div>';
    expect(document?.bytes).toEqual({ at: 'text', text });
    expect(narrative).toMatchObject({ kind: 'narrative', bytes: { at: 'text', text: '<div>all</div>' } });
    expect(more).toEqual([]);
  });

  it('trusts no shape', () => {
    for (const odd of [null, 1, 'x', [], [null], [[{ attachment: {} }]], { attachment: { data: 5, url: {} } }])
      expect(() =>
        contentsOf({ resourceType: 'DocumentReference', content: odd, text: odd, contained: odd }),
      ).not.toThrow();
    let deep: object = { text: { div: '<div>x</div>' } };
    for (let depth = 0; depth < 5000; depth += 1) deep = { section: [deep] };
    expect(contentsOf({ resourceType: 'Composition', ...deep })).toEqual([]);
  });

  it('takes a size as a number or as its digits', () => {
    const size = (value: unknown) => contentsOf({ resourceType: 'Media', content: { size: value } })[0]?.size;
    expect([size(12), size('12'), size(-1), size('x'), size(1.5)]).toEqual([12, 12, undefined, undefined, undefined]);
  });
});
