import { describe, expect, it } from 'vitest';
import { type Element, textIn, treeOf } from './html-tree.ts';
import { decoded } from './references.ts';

const LIMITS = { elements: 1000, depth: 20 };
/** `p(a b(c))`: names and texts of a tree. */
const shapeOf = (one: Element): string =>
  one.children.map((child) => (typeof child === 'string' ? child : `${child.name}(${shapeOf(child)})`)).join(' ');
const shape = (html: string): string => shapeOf(treeOf(html, LIMITS).root);
const attributes = (html: string) => {
  const [first] = treeOf(html, LIMITS).root.children;
  return typeof first === 'object' ? Object.fromEntries(first.attributes) : null;
};

describe('received HTML as a tree', () => {
  it('reads tags, texts and attributes as they are written', () => {
    expect(shape('a<b>c</b> 1 < 2 &amp; 3')).toBe('a b(c)  1 < 2 &amp; 3');
    expect(attributes('<a HREF="x y" b=\'c\' d=e/f g h>')).toEqual({ href: 'x y', b: 'c', d: 'e/f', g: '', h: '' });
    expect(attributes('<a/b/c="d"/e=1 e=2>')).toEqual({ b: '', c: 'd', e: '1' });
    expect(shape('<!doctype html><?xml x?><!-- <b>no</b> -->a<!-->b<!--->c<![CDATA[<d>]]>')).toBe('abc<d>');
  });

  it('ends what authors leave open', () => {
    expect(shape('<p>a<p>b<div>c</div>')).toBe('p(a) p(b) div(c)');
    expect(shape('<ul><li>a<li>b<ul><li>c</ul><li>d</ul>')).toBe('ul(li(a) li(b ul(li(c))) li(d))');
    expect(shape('<table><tr><td>a<td>b<tr><td>c</table>d')).toBe('table(tr(td(a) td(b)) tr(td(c))) d');
    expect(shape('<dl><dt>a<dd>b<dt>c</dl>')).toBe('dl(dt(a) dd(b) dt(c))');
    expect(shape('<b>a</i></b></div>c')).toBe('b(a) c');
    expect(shape('<table><td><b>a</table>b')).toBe('table(td(b(a))) b');
    expect(shape('<div><table><td></div>a</table></div>b')).toBe('div(table(td(a))) b');
  });

  it('takes programs, styles and fields as text to their end, and what never ends to the end', () => {
    expect(shape('<script>if (a<b) "<p>"</script >c')).toBe('script(if (a<b) "<p>") c');
    expect(shape('<style><p></style><title></script></title>')).toBe('style(<p>) title(</script>)');
    expect(shape('<textarea><img src=x></textarea>')).toBe('textarea(<img src=x>)');
    expect(shape('a<script>b')).toBe('a script(b)');
    expect(shape('a<p x="')).toBe('a');
    expect(shape('<plaintext><b>x')).toBe('plaintext(<b>x)');
  });

  it('lets drawings and formulas end where text begins', () => {
    expect(shape('<svg><path/><circle></circle></svg>a')).toBe('svg(path() circle()) a');
    expect(shape('<svg><g><p>a')).toBe('svg(g()) p(a)');
    expect(shape('<svg/>a')).toBe('svg() a');
    expect(shape('<math><mtext><table><td>x')).toBe('math(mtext()) table(td(x))');
  });

  it('is bounded in depth and number, and loses no text by it', () => {
    const deep = treeOf(`${'<div>'.repeat(5000)}x${'</div>'.repeat(5000)}y`, { elements: 100_000, depth: 20 });
    expect(textIn(deep.root)).toBe('xy');
    expect(deep.root.children.at(-1)).toBe('y');
    const many = treeOf('<i>x</i>'.repeat(2000), LIMITS);
    expect([many.isCut, many.root.children.length]).toEqual([true, 1000]);
    expect(treeOf('<'.repeat(100_000), LIMITS).root.children).toHaveLength(1);
  });

  it('takes time that grows with the text alone', () => {
    const cpu = process.cpuUsage().user;
    for (const bad of [
      '<',
      '<a ',
      '<a b',
      '<!--',
      '<script>',
      '</x',
      '<p><p',
      '<a b="',
      '&',
      '<table><td>',
      '<![CDATA[',
      '<b/',
    ])
      treeOf(bad.repeat(200_000), { elements: 20_000, depth: 60 });
    expect((process.cpuUsage().user - cpu) / 1e6).toBeLessThan(20);
  });
});

describe('character references', () => {
  it('are read by number and by name, and stay when they name nothing', () => {
    expect(decoded('&lt;b&gt; &amp;amp; &eacute;&Eacute; &#x41;&#66; &nbsp;|&#150;|&hellip;')).toBe(
      '<b> &amp; éÉ AB \u00a0|–|…',
    );
    expect(decoded('&nothing; AT&T &; &#0; &#xd800; &#x110000;')).toBe('&nothing; AT&T &; \ufffd \ufffd \ufffd');
    expect(decoded('&constructor; &__proto__;')).toBe('&constructor; &__proto__;');
  });
});
