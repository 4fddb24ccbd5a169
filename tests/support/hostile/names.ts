const RUN = "globalThis.cwRan='1';alert('ran')";

/** What somebody may write where a name, a display, a title, a unit or a value is expected. */
export const HOSTILE_NAMES: readonly string[] = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `"><svg onload=${RUN}>`,
  `' onmouseover='${RUN}' x='`,
  `javascript:${RUN}`,
  `{{constructor.constructor("${RUN}")()}}`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that it stays as it is, is the point
  '${globalThis.cwRan=1}#{7*7}<%= 7*7 %>',
  '&lt;b&gt;not bold&lt;/b&gt; &amp;amp; &#x3c;i&#x3e;',
  '{count, plural, one {# x} other {# y}} {name}',
  'photo\u202egnp.exe\u202c and \u2067more\u2069',
  'pay\u200bpal \u2060with\ufeff letters\u00ad that cannot be seen',
  'محمد بن عبد الله الطويل جدا (Ibn Sina) ١٢٣',
  'שרה כהן-לוי‏ 12 mg',
  '👩🏽‍⚕️👨‍👩‍👧‍👦🏳️‍🌈 𝕱𝖗𝖆𝖐𝖙𝖚𝖗 ﷽',
  `Z${'\u0336\u0317\u0350\u0301'.repeat(60)}algo`,
  'W'.repeat(3000),
  `${'word '.repeat(800)}end`,
  'a\tb\nc\r\nd',
  "=cmd|'/C calc'!A0",
  '../../../etc/passwd%00.pdf',
  '__proto__',
  'constructor',
  'https://evil.example/track?who=1',
  '   ',
];
