import type { MailLanguage, MailText } from './mail-texts.ts';
import { NOTICE_WORDS } from './notice-mail-words.ts';

/**
 * One message for some notices. What happened again and again is said once: the last time, and how often. `zone`: IANA,
 * the reader's; times in milliseconds.
 */
export function noticeMail(
  { language, zone }: { readonly language: MailLanguage; readonly zone: string },
  publicUrl: string,
  notices: readonly { readonly kind: string; readonly at: number }[],
): MailText {
  const words = NOTICE_WORDS[language];
  const when = new Intl.DateTimeFormat(language, {
    year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone,
    timeZoneName: 'short',
  }); // biome-ignore format: one form
  // Kinds without words of their own say the same, and are one.
  const kinds = Map.groupBy(notices, ({ kind }) => (Object.hasOwn(words.kinds, kind) ? kind : ''));
  const lines = [...kinds].map(([kind, its]) => {
    const last = Math.max(...its.map(({ at }) => at));
    return `- ${words.kinds[kind] ?? words.other}\n  ${words.last(its.length, when.format(last))}\n`;
  });
  return {
    subject: words.subject,
    text: [words.hello, '', ...lines, `${words.more}\n${publicUrl}`, '', words.end, ''].join('\n'),
  };
}
