export { fhirApiRoutes } from './fhir-api.routes.ts';
export { createFhirApi } from './fhir-api.service.ts';
