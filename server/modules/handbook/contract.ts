/** What `handbook` promises, by subject. */
export * from './contract/pages.ts'
export * from './contract/texts.ts'
