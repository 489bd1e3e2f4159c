import { bind, furnish } from '../../kernel/room.ts'
import { changeAccount, createAccount } from './commands/accounts.ts'
import { changeSegments } from './commands/segments.ts'
import { readSegments } from './segment-bands.ts'
import { changeContact, createContact, removeContact } from './commands/contacts.ts'
import { signInContact, signUpContact } from './commands/codes.ts'
import { signOutContact, verifyCode } from './commands/portal.ts'
import { inviteToTeam, removeFromTeam } from './commands/team.ts'
import * as promise from './contract.ts'
import { events, listeners, publicEvents } from './events.ts'
import { owning } from './owning.ts'
import { jobs } from './jobs.ts'
import * as ask from './queries.ts'
import { searchable } from './search.ts'
import { rights } from './rights.ts'
import { subjects } from './subjects.ts'
import { publishedViews } from './views.ts'
import { personalData } from './store/personal.ts'

export { actorOfContactSession } from './actors.ts'
export { openAccount } from './commands/accounts.ts'
export { changeOwnAccount, takeOwnAccount } from './commands/own-account.ts'
export { contactCookie } from './commands/portal.ts'
export { mayContact } from './permission.ts'
export { codeVerify, signUp } from './contract.ts'
export { accountOf, contactsOf, moneyMailboxes } from './queries.ts'
export { addressLines } from './contract/addresses.ts'
export { countryCodes } from './contract/countries.ts'
export { regionsOf } from './contract/regions.ts'
export { fitTaxId } from './rules/tax-ids/fit.ts'
export { readTaxId } from './rules/tax-ids/read.ts'
export { nearReach, ownerOfAccount, visibleAccounts } from './store/reach.ts'

export const room = furnish({
  name: 'customers',
  operations: [
    bind(promise.accountsList, ask.listCustomers),
    bind(promise.accountRead, (ctx, input) => ask.readAccount(ctx, input)),
    bind(promise.accountCreate, createAccount),
    bind(promise.accountChange, changeAccount),
    bind(promise.segmentsRead, readSegments),
    bind(promise.segmentsChange, changeSegments),
    bind(promise.contactAdd, createContact),
    bind(promise.contactChange, changeContact),
    bind(promise.contactRemove, removeContact),
    bind(promise.signUp, signUpContact),
    bind(promise.portalSignIn, signInContact),
    bind(promise.codeVerify, verifyCode),
    bind(promise.portalSignOut, signOutContact),
    bind(promise.portalMe, ask.readOwn),
    bind(promise.portalTeam, ask.listTeam),
    bind(promise.teamInvite, inviteToTeam),
    bind(promise.teamRemove, removeFromTeam),
  ],
  rights,
  listeners,
  jobs,
  events,
  publicEvents,
  personalData,
  searchable,
  owning,
  signIns: ['customers.portal.'],
  accountBound: {
    account: {
      table: 'customers.account',
      account: 'id',
      unknown: { code: 'customers.account.unknown', text: 'There is no such account.' },
    },
    contact: {
      table: 'customers.contact',
      account: 'account_id',
      unknown: { code: 'customers.contact.unknown', text: 'There is no such contact.' },
    },
  },
  subjects,
  subjectLinks: { account: (id) => `/customers/accounts/${id}` },
  publishedViews,
})
