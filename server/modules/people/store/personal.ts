import { sql } from 'kysely'
import { type PersonalData, personal } from '../../../kernel/personal.ts'

const nowhere = sql`'erased-' || id || '@erased.invalid'`

/** Of a colleague as such. Who works here is not erased; of a leaver the name gives way everywhere but in the trail. */
const person: PersonalData = personal({
  entity: 'colleague',
  subject: 'employee',
  table: 'people.person',
  fields: {
    name: 'user.name',
    email: 'user.contact.email',
    title: 'user.professional_information.job_title',
    image: 'user.content.private',
    initials: 'user.name',
    country: 'user.location.coarse',
    zone: 'user.location.coarse',
    locale: 'user.demographic.language',
    started_on: 'user.professional_information.workplace',
    ended_on: 'user.professional_information.workplace',
    external_id: 'user.unique_id',
  },
  purposes: ['employment', 'essential.service.authentication'],
  retention: 'employee',
  lasts: 'With the audit trail; the name of a leaver stays on what the person did until it is erased',
  by: { ids: ['id'], emails: ['email'] },
  tells: { ids: ['id'], emails: ['email'], names: ['name'] },
  erase: {
    set: {
      name: sql`'A former colleague'`,
      email: sql`case when kind <> 'service' then ${nowhere} end`,
      title: sql`null`,
      image: sql`null`,
      initials: sql`null`,
      country: sql`null`,
      zone: sql`null`,
      locale: sql`null`,
      external_id: sql`null`,
      version: sql`version + 1`,
    },
  },
})

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  {
    ...person,
    // the row is locked: nobody who is asked back meanwhile is erased
    forbids: async (ctx, subject) => {
      const { rows } = await sql<{ left_at: Date | null }>`select left_at from people.person
        where id::text = any(${[...subject.ids]}::text[]) or email = any(${[...subject.emails]}::text[]) for update`.execute(ctx.tx)
      return rows.some((row) => !row.left_at) ? 'Works here: the contract of employment needs it. End the employment first.' : undefined
    },
  },
  personal({
    entity: 'session',
    subject: 'employee',
    table: 'people.session',
    fields: { address: 'user.device.ip_address', agent: 'user.device.telemetry' },
    purposes: ['essential.service.security'],
    retention: 'session',
    lasts: '180 days after the session’s end',
    by: { ids: ['person_id'] },
    erase: { set: { address: sql`null`, agent: sql`null` } },
  }),
  personal({
    entity: 'hand-over',
    subject: 'employee',
    table: 'people.hand_over',
    fields: { title: 'user.content.private' },
    purposes: ['operations'],
    retention: 'audit',
    lasts: 'With the audit trail',
    by: { texts: ['title'] },
    erase: { redact: ['title'] },
  }),
  personal({
    entity: 'invitation',
    subject: 'employee',
    table: 'people.invitation',
    fields: { email: 'user.contact.email', name: 'user.name' },
    purposes: ['essential.service.authentication'],
    retention: 'audit',
    lasts: 'With the audit trail',
    by: { emails: ['email'] },
    tells: { names: ['name'] },
    erase: {
      set: { email: nowhere, name: sql`null`, revoked_at: sql`case when accepted_at is null then coalesce(revoked_at, now()) end` },
    },
  }),
  personal({
    entity: 'sign of a foreign text',
    subject: 'employee',
    table: 'people.told_sign',
    fields: { sign: 'user.name' },
    purposes: ['operations'],
    retention: 'employee',
    lasts: 'With the colleague whom it means',
    by: { ids: ['person_id'], texts: ['sign'] },
    erase: { delete: true },
  }),
  personal({
    entity: 'failed sign-in',
    subject: 'anyone',
    table: 'people.attempt',
    fields: { subject: 'user.contact.email' },
    purposes: ['essential.service.security'],
    retention: 'attempt',
    lasts: '1 day',
    by: { texts: ['subject'] },
    erase: { delete: true },
  }),
]
