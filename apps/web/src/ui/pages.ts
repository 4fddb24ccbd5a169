import * as icons from './icons.tsx';
import * as drawn from './page-icons.tsx';
import { pagesText } from './pages.text.ts';

/** The three parts of the navigation. */
export type PageGroup = 'everyday' | 'record' | 'trust';

export interface PageEntry {
  /** Its address, as the router has it. */
  readonly to: `/people/$person/${string}`;
  readonly name: keyof typeof pagesText;
  readonly group: PageGroup;
  readonly Icon: typeof icons.RecordsIcon;
  /** Only for whoever holds the record. */
  readonly holder?: true;
  /** Only for whoever sees the whole of it. */
  readonly whole?: true;
  /** ... and for whoever may add, about what they brought themselves. */
  readonly brings?: true;
}

/**
 * Every page of a record in the order in which the navigation shows them, one line each. Only those that the router
 * knows are shown (`shell/navigation.tsx`). On a narrow screen the first four stand in the bar.
 */
export const pages: readonly PageEntry[] = [
  { to: '/people/$person/today', name: 'today', group: 'everyday', Icon: drawn.TodayIcon },
  { to: '/people/$person/timeline', name: 'timeline', group: 'everyday', Icon: drawn.TimelineIcon },
  { to: '/people/$person/search', name: 'search', group: 'everyday', Icon: drawn.SearchIcon },
  { to: '/people/$person/results', name: 'results', group: 'record', Icon: drawn.ResultsIcon },
  { to: '/people/$person/vitals', name: 'vitals', group: 'record', Icon: drawn.VitalsIcon },
  { to: '/people/$person/medicines', name: 'medicines', group: 'record', Icon: drawn.MedicinesIcon },
  { to: '/people/$person/conditions', name: 'conditions', group: 'record', Icon: drawn.ConditionsIcon },
  { to: '/people/$person/allergies', name: 'allergies', group: 'record', Icon: drawn.AllergiesIcon },
  { to: '/people/$person/immunizations', name: 'immunizations', group: 'record', Icon: drawn.ImmunizationsIcon },
  { to: '/people/$person/visits', name: 'visits', group: 'record', Icon: drawn.VisitsIcon },
  { to: '/people/$person/appointments', name: 'appointments', group: 'record', Icon: drawn.AppointmentsIcon },
  { to: '/people/$person/documents', name: 'documents', group: 'record', Icon: drawn.DocumentsIcon },
  { to: '/people/$person/procedures', name: 'procedures', group: 'record', Icon: drawn.ProceduresIcon },
  { to: '/people/$person/devices', name: 'devices', group: 'record', Icon: drawn.DevicesIcon },
  { to: '/people/$person/care-team', name: 'careTeam', group: 'record', Icon: drawn.CareTeamIcon },
  { to: '/people/$person/plans', name: 'plans', group: 'record', Icon: drawn.PlansIcon },
  { to: '/people/$person/family', name: 'family', group: 'record', Icon: drawn.FamilyIcon },
  { to: '/people/$person/insurance', name: 'insurance', group: 'record', Icon: drawn.InsuranceIcon },
  { to: '/people/$person/records', name: 'records', group: 'record', Icon: icons.RecordsIcon },
  { to: '/people/$person/add', name: 'add', group: 'record', Icon: icons.AddIcon },
  {
    to: '/people/$person/sources',
    name: 'sources',
    group: 'trust',
    Icon: icons.SourcesIcon,
    whole: true,
    brings: true,
  },
  { to: '/people/$person/duplicates', name: 'duplicates', group: 'trust', Icon: drawn.DuplicatesIcon, whole: true },
  { to: '/people/$person/activity', name: 'activity', group: 'trust', Icon: icons.ActivityIcon, holder: true },
  { to: '/people/$person/sharing', name: 'sharing', group: 'trust', Icon: drawn.SharingIcon },
  { to: '/people/$person/links', name: 'links', group: 'trust', Icon: drawn.LinksIcon, holder: true },
  { to: '/people/$person/card', name: 'card', group: 'trust', Icon: drawn.CardIcon, holder: true },
  { to: '/people/$person/copy', name: 'copy', group: 'trust', Icon: icons.DownloadIcon },
  { to: '/people/$person/emergency', name: 'emergency', group: 'trust', Icon: icons.NoteIcon, holder: true },
  { to: '/people/$person/custody', name: 'custody', group: 'trust', Icon: icons.PersonIcon, holder: true },
  { to: '/people/$person/settings', name: 'settings', group: 'trust', Icon: drawn.SettingsIcon },
];

/** What the page at this path is called, or the page that it belongs to; null for none of a record. */
export function pageNameOf(pathname: string): string | null {
  const [, people, , page] = pathname.split('/');
  const found = people === 'people' ? pages.find(({ to }) => to.split('/')[3] === page) : undefined;
  return found === undefined ? null : pagesText[found.name];
}
