import { bind, furnish } from '../../kernel/room.ts'
import { attention } from './attention.ts'
import { changeCompany, doFirstRun, setHolidays } from './commands/company.ts'
import { acceptInvitation, inviteColleague, lookUpInvitation, revokeInvitation } from './commands/invitations.ts'
import { createKey, endOneSession, revokeApiKey } from './commands/keys.ts'
import { askPasswordReset, changePassword, confirmTwoFactor, enrolTwoFactor, removeTwoFactor, resetPassword } from './commands/passwords.ts'
import { changePerson, depart, setRoles } from './commands/persons.ts'
import { proveAgain } from './commands/step-up.ts'
import { endOwnSession, signInWithPassword, takeSecondStep } from './commands/sign-in.ts'
import { changeTeam, closeTeam, createTeam, setMembers } from './commands/teams.ts'
import * as promise from './contract.ts'
import { events, listeners } from './events.ts'
import { jobs } from './jobs.ts'
import * as ask from './queries.ts'
import { searchable } from './search.ts'
import { rights } from './rights.ts'
import { signIns } from './rules/roles.ts'

export { actorOfKey, actorOfPerson, actorOfSession } from './actors.ts'
export { admitPerson, type Newcomer } from './commands/admit.ts'
export { doFirstRun } from './commands/company.ts'
export { keyMark } from './commands/keys.ts'
export { staffCookie } from './commands/sign-in.ts'
export { setRoles } from './commands/persons.ts'
export { createTeam } from './commands/teams.ts'
export { type Company, companyOf, companyZone, isFirstRun } from './company.ts'
export { type Colleague, peopleInRoles, personByEmail, personOf, personsOf, reachOf, teammatesOf } from './persons.ts'
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

export const room = furnish({
  name: 'people',
  operations: [
    bind(promise.firstRunRead, ask.readFirstRun),
    bind(promise.firstRunDo, doFirstRun),
    bind(promise.companyRead, ask.readCompany),
    bind(promise.companyChange, changeCompany),
    bind(promise.holidaysList, ask.listHolidays),
    bind(promise.holidaysSet, setHolidays),
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
    bind(promise.personsList, ask.listColleagues),
    bind(promise.personRead, ask.readPerson),
    bind(promise.personChange, changePerson),
    bind(promise.personRoles, setRoles),
    bind(promise.personDepart, depart),
    bind(promise.rolesRead, ask.readRoles),
    bind(promise.teamsList, ask.listAllTeams),
    bind(promise.teamCreate, createTeam),
    bind(promise.teamChange, changeTeam),
    bind(promise.teamMembers, setMembers),
    bind(promise.teamClose, closeTeam),
    bind(promise.invitationsList, ask.listAllInvitations),
    bind(promise.invite, inviteColleague),
    bind(promise.invitationRevoke, revokeInvitation),
    bind(promise.invitationLookUp, lookUpInvitation),
    bind(promise.invitationAccept, acceptInvitation),
    bind(promise.keysList, ask.listApiKeys),
    bind(promise.keyCreate, createKey),
    bind(promise.keyRevoke, revokeApiKey),
    bind(promise.sessionProve, proveAgain),
    bind(promise.sessionsList, ask.listOpenSessions),
    bind(promise.sessionEnd, endOneSession),
  ],
  rights,
  listeners,
  jobs,
  events,
  personalData: [
    {
      table: 'people.person',
      fields: ['name', 'email', 'title', 'image'],
      purpose: 'Employment: who works here and signs in',
      kept: 'With the audit trail; the name of a leaver stays on what the person did',
    },
    { table: 'people.session', fields: ['address', 'agent'], purpose: 'Security of sign-in', kept: '180 days after the session’s end' },
    { table: 'people.invitation', fields: ['email', 'name'], purpose: 'Inviting colleagues', kept: 'With the audit trail' },
    { table: 'people.attempt', fields: ['subject'], purpose: 'Stopping password guessing', kept: '1 day' },
  ],
  searchable,
  attention,
  signIns,
  subjectLinks: {
    person: (id) => `/people/persons/${id}`,
    team: () => '/people/teams',
    invitation: () => '/people/invitations',
    api_key: () => '/people/api-keys',
    company: () => '/people/company',
  },
})
