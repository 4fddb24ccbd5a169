import { createRoute, type RouteComponent } from '@tanstack/react-router';
import { lazyPage } from './lazy-page.ts';
import { PlainFailed } from './page-failed.tsx';
import { gate } from './routes-outside.tsx';

/** Everything about one person, inside the shell. */
export const person = createRoute({
  getParentRoute: () => gate,
  path: 'people/$person',
  component: lazyPage(() => import('../shell/shell.tsx'), 'Shell'),
  errorComponent: PlainFailed,
});

/** A page of a record that keeps nothing in its address but what it is about. */
export const page = <const Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => person, path, component });
