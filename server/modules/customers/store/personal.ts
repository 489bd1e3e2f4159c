import { sql } from 'kysely'
import { erasedName, type PersonalData, personal } from '../../../kernel/personal.ts'

const nowhere = sql`'erased-' || id || '@erased.invalid'`

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    entity: 'contact',
    subject: 'customer_contact',
    table: 'customers.contact',
    fields: {
      name: 'user.name',
      email: 'user.contact.email',
      email_key: 'user.contact.email',
      title: 'user.professional_information.job_title',
      phone: 'user.contact.phone_number',
    },
    purposes: ['essential.service', 'sales'],
    retention: 'customer_contact',
    lasts: 'While the contact is open; then with the documents that it signed',
    by: { ids: ['id'], emails: ['email_key'] },
    tells: { ids: ['id'], emails: ['email_key'], names: ['name'] },
    erase: {
      set: {
        name: sql`${erasedName}`,
        email: nowhere,
        email_key: nowhere,
        title: sql`null`,
        phone: sql`null`,
        removed_at: sql`coalesce(removed_at, now())`,
        version: sql`version + 1`,
      },
    },
  }),
  personal({
    entity: 'account',
    subject: 'customer_contact',
    table: 'customers.account',
    fields: {
      name: 'user.name',
      name_key: 'user.name',
      legal_name: 'user.name',
      billing_address: 'user.contact.address',
      tax_id: 'user.unique_id',
    },
    purposes: ['essential.service', 'finance'],
    retention: 'statutory',
    lasts: 'As long as the law keeps invoices; personal for consumers and sole traders',
    by: { ids: ['id'], names: ['name', 'legal_name'] },
    erase: { kept: 'law', reason: 'Invoices were made out to this name and address: the law keeps them (for Germany § 147 AO).' },
  }),
  personal({
    entity: 'segment bands',
    subject: 'employee',
    table: 'customers.segment_bands',
    store: 'append_only',
    fields: { created_by_name: 'user.name' },
    purposes: ['operations'],
    retention: 'audit',
    lasts: 'With the row, which figures rest on',
    by: { ids: ['created_by'] },
    erase: { kept: 'proof', reason: 'Who said from how many employees a segment begins; figures rest on the row.' },
  }),
  personal({
    entity: 'portal session',
    subject: 'customer_contact',
    table: 'customers.portal_session',
    fields: { address: 'user.device.ip_address', agent: 'user.device.telemetry' },
    purposes: ['essential.service.security'],
    retention: 'session',
    lasts: '180 days after the session’s end',
    by: { ids: ['contact_id'] },
    erase: { set: { address: sql`null`, agent: sql`null`, ended_at: sql`coalesce(ended_at, now())` } },
  }),
  personal({
    entity: 'portal code',
    subject: 'customer_contact',
    table: 'customers.portal_code',
    fields: { askers: 'user.device.ip_address' },
    purposes: ['essential.service.authentication'],
    retention: 'code',
    lasts: 'With the contact',
    by: { ids: ['contact_id'] },
    erase: { delete: true },
  }),
]
