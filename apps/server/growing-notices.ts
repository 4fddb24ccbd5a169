import type { Accounts } from '@chartwarden/accounts';
import type { Core, GrowingAges } from '@chartwarden/gate';

const DAY = 86_400_000;
/** So long before something changes with the age of a person, whoever holds their record is told. */
const AHEAD = 30 * DAY;

/** Tells everybody who holds a record of what changes in it within 30 days, once for each day on which something does. */
export async function tellOfGrowing(
  { growing }: Pick<Core, 'growing'>,
  { notes, tell }: Pick<Accounts, 'notes' | 'tell'>,
  ages: GrowingAges,
): Promise<number> {
  let told = 0;
  for (const { record, what, at, holders } of await growing.soon(ages, AHEAD)) {
    for (const holder of holders) {
      const name = `custody.told-${what}.${record}`;
      // A corrected date of birth moves the day, and is told again.
      if ((await notes.get(holder, name)) === at) continue;
      await notes.put(holder, name, at);
      await tell(holder, `growing-${what}:${record}`);
      told += 1;
    }
  }
  return told;
}
