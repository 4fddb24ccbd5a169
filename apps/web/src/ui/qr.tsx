import { qrCode, qrPath } from '@chartwarden/qr';
import { useMemo } from 'react';
import classes from './qr.module.css';

/** A QR code of a text, drawn here: what it says goes nowhere. Dark on light in both themes, as scanners want it. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => {
    const code = qrCode(text);
    return { size: code.size, path: qrPath(code) };
  }, [text]);
  return (
    <svg className={classes.qr} viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label}>
      <rect className={classes.ground} x={-4} y={-4} width={size + 8} height={size + 8} />
      <path className={classes.dark} d={path} />
    </svg>
  );
}
