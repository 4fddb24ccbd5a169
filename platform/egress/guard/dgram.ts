import { Socket } from 'node:dgram';
import { refuse } from './refusals.ts';
import { replace } from './safe.ts';

/** Nothing here speaks UDP, so a datagram socket can neither send nor bind nor connect. */
export const guardDgram = (): void => {
  for (const name of ['send', 'sendto', 'connect', 'bind'])
    replace(Socket.prototype, name, () => {
      throw refuse('udp', 'CW-EGR-004', name);
    });
};
