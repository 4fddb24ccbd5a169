/**
 * What leads published lists of leaked passwords of 8 to 14 characters, as the words that are left when digits at the ends
 * are taken off and letters written as digits or signs are letters again. Passwords that short are allowed only beside a
 * second factor.
 */
const WORDS: ReadonlySet<string> = new Set(
  `password passwort passwd contrasena contrasenia motdepasse senha parola kennwort letmein welcome willkommen bienvenido
  bienvenida admin administrator administrador root login user username guest test testing tester default changeme secret
  geheim secreto private access master superuser superman batman spiderman starwars pokemon dragon monkey shadow sunshine
  princess princesa princessa football futbol fussball baseball basketball hockey soccer iloveyou ilovey teamo teamomucho
  ichliebedich tequiero lovely lover loveme forever friends family familie familia michael michelle jennifer jessica jordan
  daniel andrea alejandro alejandra alexander alexandra anthony ashley charlie charlotte christian christina elizabeth
  estrella fernando francisco gabriela gabriel hannah isabella jasmine joseph joshua justin katharina liverpool barcelona
  realmadrid arsenal chelsea juventus bayern madonna maggie mariana marina martin matthew melissa mercedes metallica mustang
  natalie nicholas nicole nirvana patricia patrick peanut pepper purple qazwsx rainbow raiders ranger rebecca samantha samsung
  sebastian slipknot snoopy stephanie summer sommer winter spring herbst fruehling verano invierno otono primavera autumn
  sunflower tigger tiger trustno unicorn valentina vanessa veronica victoria viktoria william windows winner whatever yankees
  chocolate schokolade chicken computer cookie corvette cowboys diamond dolphin eagles elephant schatz schatzi hallo hello
  helloworld hallohallo internet killer ferrari porsche freedom ginger google facebook instagram twitter youtube linkedin
  health doctor hospital patient medical medico salud gesundheit chartwarden abcdefg abcdefgh abcdefghi abcdefghij qwerty
  qwertz qwertyui qwertyuio qwertyuiop qwertzui qwertzuio qwertzuiop azertyui azertyuiop asdfgh asdfghj asdfghjk asdfghjkl
  zxcvbn zxcvbnm yxcvbnm asdfasdf qwerqwer zxczxc qweasd qweasdzxc qazwsxedc qwerasdf qweqwe asdasd abcabc aaaa qwer asdf
  january february march april june july august september october november december januar februar oktober dezember enero
  febrero octubre noviembre diciembre monday sunday friday montag sonntag lunes domingo viernes london berlin madrid mexico
  argentina colombia germany deutschland america england espana vienna paris newyork california texas chicago boston jesus
  jesuschrist christus blessed heaven angel angels angelito amor amores corazon cariño carino bonita hermosa preciosa mibebe
  nothing something anything superstar rockstar playboy pussycat blink mynoob zaqwsx`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

const LOOKS_LIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b' };
const ROWS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];
const KEYS = ['1qaz2wsx3edc4rfv5tgb6yhn7ujm', '1q2w3e4r5t6y7u8i9o0p', 'qazwsxedcrfvtgbyhnujm', 'q1w2e3r4t5y6u7i8o9p0'];

/** `plain`: without case, spaces and punctuation. */
export function isCommonShort(plain: string): boolean {
  const letters = plain.replace(/^[0-9]+|[0-9]+$/g, '');
  const folded = plain.replace(/[0134578]/g, (digit) => LOOKS_LIKE[digit] ?? digit);
  // A year or a count at the end is taken off before digits are read as letters, and what is left after it, too.
  const words = [plain, letters, folded, letters.replace(/[0134578]/g, (digit) => LOOKS_LIKE[digit] ?? digit)];
  if (words.some((word) => WORDS.has(word) || WORDS.has(word.replace(/[0-9]+$/, '')))) return true;
  if (/^[0-9]*$/.test(plain)) return true;
  const lines = [...ROWS, ...KEYS].flatMap((row) => [row, [...row].reverse().join('')]);
  return (
    lines.some((line) => line.includes(plain)) || lines.some((line) => letters.length >= 4 && line.includes(letters))
  );
}
