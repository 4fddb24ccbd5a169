export { auditRoutes } from './audit.routes.ts';
export { createAuditLog } from './audit.service.ts';
export { sharingRoutes } from './sharing.routes.ts';
export { createSharing, type Sharing } from './sharing.service.ts';
