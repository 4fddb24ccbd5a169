export { demoHousehold, factsOf } from './household.ts';
export { putHousehold } from './put-household.ts';
