import { sql } from 'kysely'
import { bytesAsText, erasedName, type PersonalData, personal } from '../../../kernel/personal.ts'

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    entity: 'licence',
    subject: 'customer_contact',
    table: 'licensing.licence',
    store: 'append_only',
    fields: { payload: 'user.contact.email', document: 'user.contact.email', customer_name: 'user.name' },
    purposes: ['essential.service', 'essential.legal_obligation'],
    retention: 'statutory',
    lasts: '10 years, contract and export law',
    by: { texts: ['customer_name', bytesAsText('payload')] },
    erase: {
      kept: 'law',
      reason: 'What was licensed to whom is kept for ten years: contract and export law. The file is signed and cannot be changed.',
    },
  }),
  personal({
    entity: 'download',
    subject: 'anyone',
    table: 'licensing.download',
    fields: { actor_id: 'user.unique_id', actor_name: 'user.name', ip_prefix: 'user.device.ip_address' },
    purposes: ['essential.service.security'],
    retention: 'download',
    lasts: '13 months',
    by: { ids: ['actor_id'] },
    erase: { set: { actor_name: sql`${erasedName}`, ip_prefix: sql`null` } },
  }),
]
