import type { ReactNode } from 'react';

/** Line icons, 24 units, drawn in the text's colour; always beside a word, so hidden from screen readers. */
export const drawIcon = (paths: ReactNode) =>
  function Icon({ size = 20 }: { readonly size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {paths}
      </svg>
    );
  };

export const RecordsIcon = drawIcon(
  <>
    <path d="M5 4.5h11l3 3V19a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19z" />
    <path d="M8.5 10h7M8.5 13.5h7M8.5 17h4" />
  </>,
);
export const AddIcon = drawIcon(
  <path d="M12 15.5V4.5m-4 4 4-4 4 4M4.5 15v3A1.5 1.5 0 0 0 6 19.5h12a1.5 1.5 0 0 0 1.5-1.5v-3" />,
);
export const SourcesIcon = drawIcon(
  <path d="M3.5 7.5A1.5 1.5 0 0 1 5 6h4l2 2.5h8a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 19 19H5a1.5 1.5 0 0 1-1.5-1.5z" />,
);
export const ActivityIcon = drawIcon(
  <>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
    <circle cx="12" cy="12" r="2.75" />
  </>,
);
export const CheckIcon = drawIcon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const ChevronIcon = drawIcon(<path d="m7 10 5 5 5-5" />);
export const BackIcon = drawIcon(<path d="M19 12H5m6-6-6 6 6 6" />);
export const DownloadIcon = drawIcon(<path d="M12 4.5v11m-4-4 4 4 4-4M4.5 19.5h15" />);
export const PrintIcon = drawIcon(
  <>
    <path d="M7 9V4h10v5M7 17H4.5v-6.5A1.5 1.5 0 0 1 6 9h12a1.5 1.5 0 0 1 1.5 1.5V17H17" />
    <path d="M7 14.5h10v6H7z" />
  </>,
);
export const LockIcon = drawIcon(
  <>
    <rect x="5" y="11" width="14" height="9" rx="2" />
    <path d="M8 11V8a4 4 0 0 1 8 0v3" />
  </>,
);
export const SealIcon = drawIcon(
  <>
    <path d="M12 3.5 19 6v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6z" />
    <path d="m9 12 2.25 2.25L15.25 10" />
  </>,
);
export const NoteIcon = drawIcon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 8v4.5M12 16v.01" />
  </>,
);
export const PersonIcon = drawIcon(
  <>
    <circle cx="12" cy="8.5" r="3.75" />
    <path d="M4.75 20c.75-4 3.5-6 7.25-6s6.5 2 7.25 6" />
  </>,
);
