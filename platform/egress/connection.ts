import { connect, type Socket } from 'node:net';

/**
 * One plain TCP connection to a destination that the door is open for, by the name as it stands there: the guard looks it
 * up and judges the address. For protocols that turn to TLS later (SMTP). Rejects with the guard's refusal, the system's
 * error, or ETIMEDOUT after `timeout` milliseconds.
 */
export const openConnection = (to: {
  readonly host: string;
  readonly port: number;
  readonly timeout: number;
}): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: to.host, port: to.port });
    const late = setTimeout(() => socket.destroy(new Error('ETIMEDOUT')), to.timeout);
    socket.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(late);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
