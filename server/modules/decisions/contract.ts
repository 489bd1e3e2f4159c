export * from './contract/acts.ts'
export * from './contract/actions.ts'
export * from './contract/decisions.ts'
export * from './contract/policy.ts'
