import { bind, furnish } from '../../kernel/room.ts'
import { activateKey, generateKey, importKey, prepareKeys } from './commands/keys.ts'
import { downloadLicence, downloadOwnLicence } from './commands/downloads.ts'
import { addProfile } from './commands/profiles.ts'
import * as contract from './contract.ts'
import { licensingFacts } from './facts.ts'
import { events, listeners, publicEvents } from './events.ts'
import { jobs } from './jobs.ts'
import { findLicences, keyAttention, keys, licence, licences, ownLicences, profiles, publicPem, verify } from './queries.ts'
import { licensingFigures, profileAttention } from './waiting.ts'
import { rights } from './rights.ts'
import { subjects } from './subjects.ts'
import { publishedViews } from './views.ts'
import { personalData } from './store/personal.ts'

export { prepareKeys } from './commands/keys.ts'
export { keepEntitlement } from './commands/entitlements.ts'

export const room = furnish({
  name: 'licensing',
  operations: [
    bind(contract.licencesList, licences),
    bind(contract.licencesGet, licence),
    bind(contract.licencesFile, downloadLicence),
    bind(contract.profilesList, profiles),
    bind(contract.profilesAdd, addProfile),
    bind(contract.keysList, keys),
    bind(contract.keysGenerate, generateKey),
    bind(contract.keysImport, importKey),
    bind(contract.keysActivate, activateKey),
    bind(contract.keysPublicPem, publicPem),
    bind(contract.verificationsCreate, verify),
    bind(contract.portalLicencesList, ownLicences),
    bind(contract.portalLicencesFile, downloadOwnLicence),
  ],
  rights,
  listeners,
  jobs,
  events,
  publicEvents,
  personalData,
  searchable: [{ kind: 'licence', right: 'licensing.read', find: findLicences }],
  attention: [
    { right: 'licensing.keys', find: keyAttention },
    { right: 'licensing.issue', find: profileAttention },
  ],
  facts: licensingFacts,
  figures: [{ right: 'licensing.read', keys: ['licences.waiting'], find: licensingFigures }],
  accountBound: {
    licence: { table: 'licensing.licence', account: 'account_id', unknown: { code: 'licence.unknown', text: 'There is no such licence.' } },
  },
  subjects,
  subjectLinks: {
    licence: (id) => `/licensing/licences/${id}`,
    signing_key: () => '/licensing/keys',
    licence_profile: () => '/licensing/profiles',
  },
  publishedViews,
  open: async (house) => {
    await prepareKeys(house.open)
    return { close: async () => undefined }
  },
})
