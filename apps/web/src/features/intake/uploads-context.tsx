import { createContext, use, useSyncExternalStore } from 'react';
import type { UploadSet, Uploads } from './uploads.ts';

export type { Uploads } from './uploads.ts';

const UploadsContext = createContext<Uploads | null>(null);

export const UploadsProvider = UploadsContext.Provider;

export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error('useUploads needs an UploadsProvider above it');
  return uploads;
}

/** What this tab is sending for an import, kept up to date. */
export function useUploadSet(importId: string): UploadSet | undefined {
  const uploads = useUploads();
  return useSyncExternalStore(uploads.subscribe, () => uploads.of(importId));
}
