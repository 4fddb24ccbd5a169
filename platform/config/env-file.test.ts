import { describe, expect, it } from 'vitest';
import { parseEnvFile } from './env-file.ts';

const values = (text: string): Record<string, string> => Object.fromEntries(parseEnvFile(text).values);

describe('a .env file', () => {
  it('gives plain, quoted and exported values', () => {
    expect(values(`A=1\nB = two words \nexport C='single $x # y'\nD="dou\\"ble\\n\\\\"\nE=\n`)).toEqual({
      A: '1',
      B: 'two words',
      C: 'single $x # y',
      D: 'dou"ble\n\\',
      E: '',
    });
  });

  it('knows comments, and keeps a # inside a value', () => {
    expect(values('# A=1\n  # B=2\nC=p#w # comment\nD="x" # comment\n')).toEqual({ C: 'p#w', D: 'x' });
  });

  it('expands nothing', () => {
    expect(values('A=$HOME\nB="$A"\nC=`id`')).toEqual({ A: '$HOME', B: '$A', C: '`id`' });
  });

  it('reads every kind of line end and a byte order mark', () => {
    expect(values('\uFEFFA=1\r\nB=2\rC=3\n')).toEqual({ A: '1', B: '2', C: '3' });
  });

  it('lets the last of equal names count', () => {
    expect(values('A=1\nA=2')).toEqual({ A: '2' });
  });

  it('names the lines that it does not understand', () => {
    expect(parseEnvFile('A=1\nnonsense\n1B=2\nC="open\nD=\'open').badLines).toEqual([2, 3, 4, 5]);
  });
});
