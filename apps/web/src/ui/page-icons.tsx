import { drawIcon } from './icons.tsx';

/** Icons of the pages of a record. */
export const TodayIcon = drawIcon(<path d="M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5h-5v5H5a1 1 0 0 1-1-1z" />);
export const TimelineIcon = drawIcon(
  <>
    <path d="M6.5 4v16" />
    <circle cx="6.5" cy="8" r="1.75" />
    <circle cx="6.5" cy="16" r="1.75" />
    <path d="M11.5 8H19M11.5 16H17" />
  </>,
);
export const SearchIcon = drawIcon(
  <>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="m15 15 5 5" />
  </>,
);
export const ResultsIcon = drawIcon(
  <>
    <path d="M9.5 4v5.5L5 17.6A1.6 1.6 0 0 0 6.4 20h11.2a1.6 1.6 0 0 0 1.4-2.4L14.5 9.5V4" />
    <path d="M8 4h8M7.5 14.5h9" />
  </>,
);
export const VitalsIcon = drawIcon(<path d="M3.5 12.5h4l2.5-7 4 13 2.5-6h4" />);
export const MedicinesIcon = drawIcon(
  <>
    <rect x="2.5" y="8" width="19" height="8" rx="4" transform="rotate(-45 12 12)" />
    <path d="m9 9 6 6" />
  </>,
);
export const ConditionsIcon = drawIcon(
  <>
    <path d="M12 20s-7.5-4.4-7.5-10A4.2 4.2 0 0 1 12 7.2 4.2 4.2 0 0 1 19.5 10C19.5 15.6 12 20 12 20z" />
    <path d="M12 10.5v4M10 12.5h4" />
  </>,
);
export const AllergiesIcon = drawIcon(
  <>
    <circle cx="12" cy="12" r="2.25" />
    <path d="M12 9.75C10 6 11 4 12 4s2 2 0 5.75M14 11c2.3-3.6 4.5-3.8 5-2.9s-.8 2.6-5 2.9M14 13c4.2.3 5.5 2 5 2.9s-2.7.7-5-2.9M12 14.25c2 3.75 1 5.75 0 5.75s-2-2 0-5.75M10 13c-2.3 3.6-4.5 3.8-5 2.9s.8-2.6 5-2.9M10 11c-4.2-.3-5.5-2-5-2.9s2.7-.7 5 2.9" />
  </>,
);
export const ImmunizationsIcon = drawIcon(
  <path d="m4 20 4.5-4.5M14.5 4.5l5 5M17 7l2.5-2.5M15.5 10.5l-6.5 6.5-3-3 6.5-6.5zM10.5 9.5l2 2" />,
);
export const VisitsIcon = drawIcon(
  <>
    <path d="M6 4v5a4.5 4.5 0 0 0 9 0V4M4.5 4H7.5M13.5 4h3" />
    <path d="M10.5 13.5v2a4.5 4.5 0 0 0 8 2.5" />
    <circle cx="19" cy="15.5" r="2" />
  </>,
);
export const AppointmentsIcon = drawIcon(
  <>
    <rect x="4" y="5.5" width="16" height="14.5" rx="2" />
    <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
  </>,
);
export const DocumentsIcon = drawIcon(
  <>
    <path d="M6 3.5h8l4.5 4.5v11a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19V5A1.5 1.5 0 0 1 6 3.5z" />
    <path d="M14 3.5V8h4.5" />
  </>,
);
export const ProceduresIcon = drawIcon(
  <>
    <circle cx="6.5" cy="17.5" r="2.5" />
    <circle cx="17.5" cy="17.5" r="2.5" />
    <path d="M8 15.5 16.5 4M16 15.5 7.5 4" />
  </>,
);
export const CareTeamIcon = drawIcon(
  <>
    <circle cx="9" cy="8.5" r="3.25" />
    <path d="M3 19.5c.6-3.5 3-5.25 6-5.25s5.4 1.75 6 5.25" />
    <path d="M15.5 5.6a3.25 3.25 0 0 1 0 5.8M17.5 14.8c2 .8 3.2 2.4 3.5 4.7" />
  </>,
);
export const FamilyIcon = drawIcon(
  <>
    <circle cx="6.5" cy="6" r="2.25" />
    <circle cx="17.5" cy="6" r="2.25" />
    <circle cx="12" cy="18" r="2.25" />
    <path d="M6.5 8.25V12h11V8.25M12 12v3.75" />
  </>,
);
export const DevicesIcon = drawIcon(
  <>
    <rect x="7" y="3.5" width="10" height="17" rx="2.5" />
    <path d="M10 8h4M12 17v.01" />
  </>,
);
export const PlansIcon = drawIcon(
  <>
    <path d="M6.5 4.5h11A1.5 1.5 0 0 1 19 6v13a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19V6a1.5 1.5 0 0 1 1.5-1.5z" />
    <path d="m8.5 9.5 1.25 1.25 2-2.25M14 9.75h2M8.5 15.5l1.25 1.25 2-2.25M14 15.75h2" />
  </>,
);
export const InsuranceIcon = drawIcon(
  <>
    <rect x="3.5" y="6" width="17" height="12.5" rx="2" />
    <path d="M3.5 10.5h17M7 15h4" />
  </>,
);
export const DuplicatesIcon = drawIcon(
  <>
    <rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2" />
    <path d="M15.5 5.5A1.5 1.5 0 0 0 14 4H5.5A1.5 1.5 0 0 0 4 5.5V14a1.5 1.5 0 0 0 1.5 1.5" />
  </>,
);
export const SharingIcon = drawIcon(
  <>
    <circle cx="6.5" cy="12" r="2.75" />
    <circle cx="17" cy="6" r="2.75" />
    <circle cx="17" cy="18" r="2.75" />
    <path d="m9 10.7 5.5-3.3M9 13.3l5.5 3.3" />
  </>,
);
export const LinksIcon = drawIcon(
  <>
    <path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L11.8 6.5" />
    <path d="M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.3-1.3" />
  </>,
);
export const CardIcon = drawIcon(
  <>
    <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
    <path d="M12 8.75v6.5M8.75 12h6.5" />
  </>,
);
export const SettingsIcon = drawIcon(
  <>
    <path d="M4 7.5h9M18 7.5h2M4 16.5h2M11 16.5h9" />
    <circle cx="15.5" cy="7.5" r="2.25" />
    <circle cx="8.5" cy="16.5" r="2.25" />
  </>,
);
export const MoreIcon = drawIcon(<path d="M4.5 7h15M4.5 12h15M4.5 17h15" />);
export const UnpinIcon = drawIcon(<path d="m6 6 12 12M18 6 6 18" />);
export const SmallerIcon = drawIcon(<path d="m3.5 17.5 5-11 5 11M5.3 13.5h6.4M16 10.5h5" />);
export const LargerIcon = drawIcon(<path d="m3.5 17.5 5-11 5 11M5.3 13.5h6.4M16 10.5h5M18.5 8v5" />);
