export { intakeRoutes } from './intake.routes.ts';
export { createIntake, type Intake, type IntakePorts, type ReadJob } from './intake.service.ts';
export type { ImportView, Progress } from './report.ts';
