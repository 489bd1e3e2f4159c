/** What `handbook` promises, by subject. */
export * from './contract/contents.ts'
export * from './contract/exports.ts'
export * from './contract/flags.ts'
export * from './contract/health.ts'
export * from './contract/pages.ts'
export * from './contract/procedures.ts'
export * from './contract/runs.ts'
export * from './contract/texts.ts'
