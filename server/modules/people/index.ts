import { bind, furnish } from '../../kernel/room.ts'
import { attention } from './attention.ts'
import { listCalendars, readCalendar } from './calendars.ts'
import { changeCalendar, createCalendar } from './commands/calendars.ts'
import { changeCompany, doFirstRun } from './commands/company.ts'
import { acceptInvitation, inviteColleague, lookUpInvitation, revokeInvitation } from './commands/invitations.ts'
import { createDelegation, endDelegationNow } from './commands/delegations.ts'
import { createKey, endOneSession, revokeApiKey, rotateKey } from './commands/keys.ts'
import { askPasswordReset, changePassword, confirmTwoFactor, enrolTwoFactor, removeTwoFactor, resetPassword } from './commands/passwords.ts'
import { endRole, grantRole, setRoles } from './commands/grants.ts'
import { handOver, readHandOver, takeBack } from './commands/hand-over.ts'
import { depart, stay } from './commands/leave.ts'
import { addMember, endMember } from './commands/memberships.ts'
import { changePerson } from './commands/persons.ts'
import { changeServiceAccount, createServiceAccount } from './commands/service-accounts.ts'
import { resume, suspend } from './commands/suspend.ts'
import { proveAgain } from './commands/step-up.ts'
import { endOwnSession, signInWithPassword, takeSecondStep } from './commands/sign-in.ts'
import { changeGroup, closeGroup, createGroup, setMembers } from './commands/groups.ts'
import * as promise from './contract.ts'
import { listAllDelegations } from './delegations.ts'
import { events, listeners } from './events.ts'
import { jobs } from './jobs.ts'
import * as groups from './group-queries.ts'
import { owning } from './owning.ts'
import * as persons from './person-queries.ts'
import * as ask from './queries.ts'
import { findPrograms } from './service-accounts.ts'
import { searchable } from './search.ts'
import { rights } from './rights.ts'
import { setup } from './setup.ts'
import { signIns } from './rules/roles.ts'

/** What the demo's people of a room above look up in this one. */
export { groupsList, personsList } from './contract.ts'
export { atPasswordCost } from './sign-in/hash.ts'
export { actorAgain, actorOfKey, actorOfPerson, actorOfSession } from './actors.ts'
export { admitPerson, type Newcomer } from './commands/admit.ts'
export { doFirstRun } from './commands/company.ts'
export { keyMark } from './commands/keys.ts'
export { staffCookie } from './commands/sign-in.ts'
export { setRoles } from './commands/grants.ts'
export { createGroup } from './commands/groups.ts'
export { createServiceAccount } from './commands/service-accounts.ts'
export { type Company, companyOf, companyZone, isFirstRun } from './company.ts'
export { calendarOf, companyCalendar } from './calendars.ts'
export { delegatesOf, noticesInPlace, standsInFor } from './delegations.ts'
export { expand, groupsBehind, groupsOf, membersBehind } from './group-queries.ts'
export {
  type Group,
  holdersOfRight,
  peopleInRoles,
  managerOf,
  type Party,
  personByInitials,
  rolesOn,
} from './parties.ts'
export { partiesMeant, partyOf, personsMeant, tellSigns } from './meant.ts'
export {
  askingOf,
  type Colleague,
  colleaguesOf,
  ledBy,
  mailboxesOf,
  personByEmail,
  personIdsByEmail,
  personOf,
  personsOf,
  reachOf,
  signsByName,
  teammatesOf,
} from './persons.ts'
export { randomToken } from './sign-in/tokens.ts'
export { requireFreshProof } from './rules/step-up.ts'
export {
  approvingRoles,
  type ContactRole,
  contactRoles,
  everyone,
  neverForKeys,
  ownTeams,
  reach,
  readsDeals,
  rightsOf,
  rightsOfContact,
  staffRoles,
} from './rules/roles.ts'
import { personalData } from './store/personal.ts'

export const room = furnish({
  name: 'people',
  operations: [
    bind(promise.firstRunRead, ask.readFirstRun),
    bind(promise.firstRunDo, doFirstRun),
    bind(promise.companyRead, ask.readCompany),
    bind(promise.companyChange, changeCompany),
    bind(promise.calendarsList, listCalendars),
    bind(promise.calendarRead, readCalendar),
    bind(promise.calendarCreate, createCalendar),
    bind(promise.calendarChange, changeCalendar),
    bind(promise.signIn, signInWithPassword),
    bind(promise.signInSecondStep, takeSecondStep),
    bind(promise.signOut, endOwnSession),
    bind(promise.me, ask.readMe),
    bind(promise.passwordChange, changePassword),
    bind(promise.passwordResetAsk, askPasswordReset),
    bind(promise.passwordReset, resetPassword),
    bind(promise.twoFactorEnrol, enrolTwoFactor),
    bind(promise.twoFactorConfirm, confirmTwoFactor),
    bind(promise.twoFactorRemove, removeTwoFactor),
    bind(promise.personsList, persons.listColleagues),
    bind(promise.personRead, persons.readPerson),
    bind(promise.personChange, changePerson),
    bind(promise.personRoles, setRoles),
    bind(promise.personDepart, depart),
    bind(promise.personStay, stay),
    bind(promise.personSuspend, suspend),
    bind(promise.personResume, resume),
    bind(promise.serviceAccountsList, findPrograms),
    bind(promise.serviceAccountCreate, createServiceAccount),
    bind(promise.serviceAccountChange, changeServiceAccount),
    bind(promise.grantCreate, grantRole),
    bind(promise.grantEnd, endRole),
    bind(promise.orgRead, persons.readOrgChart),
    bind(promise.delegationsList, listAllDelegations),
    bind(promise.delegationCreate, createDelegation),
    bind(promise.delegationEnd, endDelegationNow),
    bind(promise.handOverRead, readHandOver),
    bind(promise.handOverDo, handOver),
    bind(promise.handOverUndo, takeBack),
    bind(promise.rolesRead, ask.readRoles),
    bind(promise.groupsList, groups.listAllGroups),
    bind(promise.groupRead, groups.readGroup),
    bind(promise.groupCreate, createGroup),
    bind(promise.groupChange, changeGroup),
    bind(promise.groupMembers, setMembers),
    bind(promise.memberAdd, addMember),
    bind(promise.memberEnd, endMember),
    bind(promise.groupClose, closeGroup),
    bind(promise.invitationsList, ask.listAllInvitations),
    bind(promise.invite, inviteColleague),
    bind(promise.invitationRevoke, revokeInvitation),
    bind(promise.invitationLookUp, lookUpInvitation),
    bind(promise.invitationAccept, acceptInvitation),
    bind(promise.keysList, ask.listApiKeys),
    bind(promise.keyCreate, createKey),
    bind(promise.keyRotate, rotateKey),
    bind(promise.keyRevoke, revokeApiKey),
    bind(promise.sessionProve, proveAgain),
    bind(promise.sessionsList, ask.listOpenSessions),
    bind(promise.sessionEnd, endOneSession),
  ],
  rights,
  listeners,
  jobs,
  events,
  personalData,
  searchable,
  owning,
  attention,
  setup,
  signIns,
  forTheFew: { group: groups.knowsGroup },
  subjectLinks: {
    person: (id) => `/people/persons/${id}`,
    group: (id) => `/people/groups/${id}`,
    // what was written before teams became groups
    team: (id) => `/people/groups/${id}`,
    invitation: () => '/people/invitations',
    api_key: () => '/people/api-keys',
    company: () => '/people/company',
    calendar: (key) => `/people/calendars/${key}`,
  },
})
