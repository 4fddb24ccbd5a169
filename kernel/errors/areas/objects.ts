import { defineErrors } from '../define.ts';

export const objectErrors = defineErrors({
  'CW-OBJ-001': {
    status: 503,
    issue: 'transient',
    message:
      'The store of files could not be reached, or broke off. What was there before is safe, and nothing was taken in halfway. Try again in a moment.',
  },
  'CW-OBJ-002': {
    status: 503,
    issue: 'security',
    message:
      'The store of files refuses this server: its keys, the bucket or the region are not right. What is there is safe. Look at objects.* in the settings.',
  },
});
