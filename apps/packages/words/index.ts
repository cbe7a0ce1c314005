export * from './formats'
export * from './refusals'
export * from './resident'
