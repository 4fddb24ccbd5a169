export { intakeRoutes } from './intake.routes.ts';
export { createIntake, type Intake } from './intake.service.ts';
export type { IntakePorts, ReadJob } from './ports.ts';
export type { ImportView, Progress } from './report.ts';
