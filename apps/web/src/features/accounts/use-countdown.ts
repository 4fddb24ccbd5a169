import { useEffect, useState } from 'react';

/** A wait that the server asked for: `seconds` runs down to 0; `asked` is what it began with. */
export function useCountdown(): { seconds: number; asked: number; start(seconds: number): void } {
  const [asked, setAsked] = useState(0);
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));

  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [until]);

  return {
    seconds,
    asked,
    start: (wait) => {
      setAsked(Math.ceil(wait));
      setNow(Date.now());
      setUntil(Date.now() + wait * 1000);
    },
  };
}
