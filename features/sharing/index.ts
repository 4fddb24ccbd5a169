export { auditRoutes } from './audit.routes.ts';
export { createAuditLog } from './audit.service.ts';
export { createShareDrafts, type ShareDrafts } from './share-drafts.service.ts';
export { sharesRoutes } from './shares.routes.ts';
export { createShares, type ShareNotice, type Shares } from './shares.service.ts';
export { sharingMigrations } from './sharing.migrations.ts';
export { sharingRoutes } from './sharing.routes.ts';
export { createSharing, type Sharing } from './sharing.service.ts';
