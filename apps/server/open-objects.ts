import type { Config } from '@chartwarden/config';
import type { TcpRule } from '@chartwarden/egress';
import { type Objects, openFileObjects, openS3Objects } from '@chartwarden/objects';
import type { Clock } from '@chartwarden/time';
import type { DataFolder } from './data-folder.ts';

type Settings = Pick<Config, 'objects' | 'database'>;

/** Whether stored files stand in the data folder, which goes with it. */
export const areOwnFiles = ({ objects }: Pick<Config, 'objects'>): boolean =>
  objects.folder === undefined && objects.endpoint === undefined;

/** Opens the place of stored files that the settings name. */
export function openObjects({ objects, database }: Settings, data: DataFolder, clock: Clock): Promise<Objects> {
  const { endpoint, bucket, accessKey, secretKey, region, prefix } = objects;
  // The settings were checked: where there is an endpoint, there is the rest.
  if (endpoint !== undefined && bucket !== undefined && accessKey !== undefined && secretKey !== undefined) {
    const keys = { accessKey: accessKey.reveal(), secretKey: secretKey.reveal() };
    return openS3Objects({ endpoint, bucket, region, prefix, ...keys, clock });
  }
  // With the embedded database the lock on the data folder sees to it that there is one process.
  const folder = objects.folder ?? data.objects;
  return openFileObjects(database.url === undefined ? { folder } : { folder, shared: clock });
}

/** The way to the store, when it is not on this machine's disk. Private addresses are meant: the operator named it. */
export function objectsEgress({ objects: { endpoint } }: Pick<Config, 'objects'>): TcpRule[] {
  if (endpoint === undefined) return [];
  const { hostname, port, protocol } = new URL(endpoint);
  const number = port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port);
  return [{ host: hostname.replace(/^\[|\]$/g, ''), port: number, purpose: 'objects', private: true }];
}
