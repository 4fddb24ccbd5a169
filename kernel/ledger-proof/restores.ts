import type { EntryBody } from './body.ts';
import type { TreeHead } from './checkpoint.ts';
import { hashFromHex } from './hashes.ts';
import type { Restore } from './witness.ts';

/** The body of the entry that makes a restore lawful: where the log was set back to, and which heads were lost by that. */
export const restoreBody = (
  by: Pick<EntryBody, 'actor'>,
  restored: TreeHead,
  lost: { readonly mark?: TreeHead | undefined; readonly witness?: TreeHead | undefined },
): EntryBody => ({
  ...by,
  action: 'restore',
  outcome: 'done',
  detail: { ...headAs('restored', restored), ...headAs('mark', lost.mark), ...headAs('witness', lost.witness) },
});

/** The restore that a body tells of: one, or none. */
export function restoreIn(body: EntryBody): Restore[] {
  const restored = headOf(body.detail, 'restored');
  if (body.action !== 'restore' || restored === undefined) return [];
  const lost = [headOf(body.detail, 'mark'), headOf(body.detail, 'witness')].filter((head) => head !== undefined);
  return [{ restored: restored.size, lost }];
}

const headAs = (name: string, head: TreeHead | undefined): Record<string, string | number> =>
  head === undefined ? {} : { [`${name}Size`]: head.size, [`${name}Root`]: head.root.toString('hex') };

function headOf(detail: EntryBody['detail'], name: string): TreeHead | undefined {
  const [size, root] = [detail?.[`${name}Size`], hashFromHex(detail?.[`${name}Root`])];
  return typeof size === 'number' && root !== undefined ? { size, root } : undefined;
}
