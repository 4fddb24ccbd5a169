/** The name as received, but for what a file system could take for something else; its folders stay. */
export function safeName(name: string): string {
  const parts = name
    .toWellFormed()
    .replace(/[\\:\p{Cc}]/gu, '_')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (part === '..' ? '__' : part.slice(0, 200)));
  return parts.join('/') || 'file';
}
