import { generateKeyPairSync } from 'node:crypto'
import * as promise from '../../../server/modules/licensing/contract.ts'
import type { SamplesOf } from './sample.ts'

export const samples: SamplesOf<typeof promise> = {
  'licensing.profiles.add': {
    given: () => ({ input: { product_code: 'harbor-tide', plan: 'tide' } }),
    audit: ['licensing.profile.added'],
  },
  'licensing.keys.generate': {
    given: () => ({ input: { environment: 'prod' } }),
    audit: ['licensing.key.generated'],
  },
  'licensing.keys.import': {
    given: () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      return { input: { environment: 'prod', pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() } }
    },
    audit: ['licensing.key.imported'],
  },
  'licensing.keys.activate': {
    given: async (world) => {
      const { kid } = await world.ask(promise.keysGenerate, { environment: 'prod' })
      return { input: { kid, reason: 'The yearly change' } }
    },
    audit: ['licensing.key.activated', 'licensing.key.replaced'],
    events: ['licensing.key.activated'],
    unknown: 'key.unknown',
  },
  'licensing.verifications.create': {
    given: async (world) => {
      const [row] = await world.query('select document from licensing.licence limit 1')
      return { input: { document: String(row?.['document']) } }
    },
    quiet: 'checks a file and keeps nothing; a POST, so that the file stands in no address',
  },
}
