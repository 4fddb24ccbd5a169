export { chartRoutes } from './chart.routes.ts';
export { type Chart, createChart } from './chart.service.ts';
