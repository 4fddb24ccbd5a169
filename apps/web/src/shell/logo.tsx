/** The mark: a shield with a tick, as in public/icon.svg. */
export function LogoMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 2.5 27 6.6v8.3c0 7-4.6 12-11 14.6C9.6 26.9 5 21.9 5 14.9V6.6z" fill="currentColor" />
      <path
        d="M11.2 15.6 14.7 19l6.3-7"
        fill="none"
        stroke="var(--cw-page)"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
