export * from './contract/figures.ts'
export * from './contract/metrics.ts'
export * from './contract/sources.ts'
