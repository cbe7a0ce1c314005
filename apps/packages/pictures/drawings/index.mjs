export { default as fresh } from './fresh.mjs';
export { default as fruit } from './fruit.mjs';
export { default as packed } from './packed.mjs';
export { default as vegetables } from './vegetables.mjs';
