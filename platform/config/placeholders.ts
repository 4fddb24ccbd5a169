/** Words that stand in examples, tutorials and compose files where a secret should be. */
const PLACEHOLDER =
  /change.?(me|it|this)|replace.?(me|it|this|with)|placeholder|example|your[-_ ]|insert[-_ ]|to.?do\b|dummy|s3cr3t|correct.?horse|hunter2|letmein|default|not.?secure|insecure|<[^>]*>|\.\.\.|x{6,}|\*{3,}/i;

/** Whole values that are nobody's secret. */
const WORDS = new Set([
  'secret',
  'password',
  'passwd',
  'postgres',
  'chartwarden',
  'admin',
  'root',
  'test',
  'dev',
  'none',
  'null',
  'undefined',
  'false',
  'true',
]);

/** True for text that others know or can guess: an example's words, one word repeated, a run of neighbours. */
export function isPlaceholder(text: string): boolean {
  const password = passwordOf(text);
  if (password !== undefined) return PLACEHOLDER.test(password) || isWord(password);
  return PLACEHOLDER.test(text) || isWord(text) || new Set(text).size < 5 || isRun(text);
}

/** True for 64 hexadecimal digits that no random generator would make: few different bytes, or bytes that count up. */
export function isWeakKey(hex: string): boolean {
  const bytes = Buffer.from(hex, 'hex');
  // 32 random bytes have fewer than 16 different values with probability below 1e-18.
  if (new Set(bytes).size < 16) return true;
  const steps = new Set(bytes.subarray(1).map((byte, index) => (byte - (bytes[index] as number)) & 0xff));
  return steps.size < 4;
}

/** The password of a database URL (empty where the login needs none); undefined for what is no such URL. */
function passwordOf(text: string): string | undefined {
  if (!/^postgres(ql)?:/i.test(text) || !URL.canParse(text)) return undefined;
  return decodeURIComponent(new URL(text).password);
}

function isWord(text: string): boolean {
  const bare = text.toLowerCase().replace(/[^a-z]/g, '');
  if (WORDS.has(bare) && text.length < 32) return true;
  return [...WORDS].some(
    (word) => bare.length >= word.length * 2 && bare === word.repeat((bare.length / word.length) | 0),
  );
}

/** Mostly neighbours in the alphabet or on the number row: 0123456789abcdef..., abcdefgh... */
function isRun(text: string): boolean {
  if (text.length < 8) return false;
  let neighbours = 0;
  for (let at = 1; at < text.length; at++) {
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) === 1) neighbours++;
  }
  return neighbours > text.length * 0.6;
}
