/** What `people` promises, by subject. */
export * from './contract/calendars.ts'
export * from './contract/company.ts'
export * from './contract/hand-over.ts'
export * from './contract/invitations.ts'
export * from './contract/keys.ts'
export * from './contract/persons.ts'
export * from './contract/sign-in.ts'
export * from './contract/groups.ts'
