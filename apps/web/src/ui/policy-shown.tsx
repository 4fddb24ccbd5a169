import type { EmergencyPolicy } from '../api/emergency-calls.ts';
import { offeredToText as text } from './offered-to.text.ts';
import { formatWhen } from './words.ts';

/** What an organization's emergency policy says: what, who, how long, who is told, since when. */
export function PolicyShown({ policy }: { readonly policy: EmergencyPolicy }) {
  const { what, to, since, by } = policy;
  const when = formatWhen(since, Date.now());
  return (
    <ul>
      <li>{what === 'essential' ? text.essential : text.everything}</li>
      <li>
        <bdi>{to === null ? text.practitioners : text.organization(to.name ?? text.unnamed)}</bdi>
      </li>
      <li>{text.hours}</li>
      <li>{text.told}</li>
      <li>
        <bdi>{by === null ? text.since(when) : text.set(when, by)}</bdi>
      </li>
    </ul>
  );
}
