/** What `customers` promises: to our own people, and to customers in the portal. */
export * from './contract/accounts.ts'
export * from './contract/contacts.ts'
export * from './contract/portal.ts'
export * from './contract/segments.ts'
export { addressLines, type PostalAddress } from './contract/addresses.ts'
export { countryCodes } from './contract/countries.ts'
export { regionsOf } from './contract/regions.ts'
