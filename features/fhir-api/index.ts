export { fhirApiMigrations } from './bulk/bulk.migrations.ts';
export { fhirApiRoutes } from './fhir-api.routes.ts';
export { createFhirApi, type FhirApi } from './fhir-api.service.ts';
