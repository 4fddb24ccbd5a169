import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { createOutlines, type Region, type Weight } from './outlines.ts';

const doc = new PDFDocument();
const outlines = createOutlines(doc);
const code = (text: string): number => text.codePointAt(0) ?? 0;

/** What is drawn for a text. */
function drawn(text: string, region: Region, weight: Weight = 'plain'): readonly string[] {
  const paths: string[] = [];
  const path = doc.path.bind(doc);
  doc.path = (svg) => {
    paths.push(svg);
    return path(svg);
  };
  outlines.draw(text, { region, weight }, { left: 10, baseline: 20, size: 10 });
  doc.path = path;
  return paths;
}

describe('outlines', () => {
  it('are there for what is written in China, Taiwan, Japan and Korea, in any of their regions', () => {
    for (const text of [
      '高血压患者应该',
      '壓力性尿失禁',
      'お薬を食前に',
      'インスリン',
      '당뇨병 환자'.replace(' ', ''),
      '「、。」（）',
    ])
      for (const region of ['sc', 'jp', 'kr'] as const)
        for (const one of text) expect(outlines.has(code(one), region, 'plain'), one).toBe(true);
  });

  it('are not there for what other faces have, nor for what nobody has', () => {
    for (const one of ['a', 'é', '1', ' ', '\u{12000}', '\ue000', '\u{2fa1f}'])
      expect(outlines.has(code(one), 'sc', 'plain'), one).toBe(false);
  });

  it('are as wide as they are high, and drawn one by one', () => {
    expect(outlines.widthOf('高血压', 'sc', 'bold')).toBeCloseTo(3, 5);
    expect(drawn('高血', 'sc')).toHaveLength(2);
    for (const path of drawn('高血', 'sc')) expect(path.length).toBeGreaterThan(100);
  });

  it('have the weight that was asked for, and the shape of the region', () => {
    expect(drawn('高', 'sc', 'bold')).not.toEqual(drawn('高', 'sc', 'plain'));
    expect(drawn('骨', 'jp')).not.toEqual(drawn('骨', 'sc'));
    // The strokes of a bold one cover more: the long bar of this one, from its upper to its lower edge.
    const bar = (weight: Weight) => {
      const ys = [...(drawn('一', 'sc', weight)[0] ?? '').matchAll(/[ML]-?[\d.]+ (-?[\d.]+)/g)].map((one) =>
        Number(one[1]),
      );
      return Math.max(...ys) - Math.min(...ys);
    };
    expect(bar('bold')).toBeGreaterThan(bar('plain') * 1.2);
  });
});
