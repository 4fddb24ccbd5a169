import { elementText } from './panel.text.ts';

/** An element of FHIR in words: `onsetDateTime` is when it began. One that has none here keeps its name, split into words. */
export function elementWords(name: string): string {
  const [first = '', part] = name.split('.');
  const words = Object.hasOwn(elementText, first)
    ? (elementText[first as keyof typeof elementText] as string)
    : split(first);
  if (part === 'start') return elementText.from(words);
  return part === 'end' ? elementText.until(words) : words;
}

/** "valueSampledData": "Value sampled data". */
function split(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, (_all, one: string, two: string) => `${one} ${two.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
