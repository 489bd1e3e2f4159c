/** All that billing promises to its doors, by theme. Shapes are snake_case JSON; money is integer minor units. */
export * from './contract/catalogue.ts'
export * from './contract/contracts.ts'
export * from './contract/documents.ts'
export * from './contract/ledger.ts'
export * from './contract/portal-buy.ts'
export * from './contract/portal-own.ts'
export * from './contract/previews.ts'
export * from './contract/selling.ts'
