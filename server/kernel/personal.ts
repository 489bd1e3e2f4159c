import type { PersonalData } from './room.ts'

/** What the kernel's own tables hold about persons. */
export const kernelPersonalData: PersonalData[] = [
  {
    table: 'kernel.audit',
    fields: ['actor_name', 'subject_label', 'before', 'after', 'reason'],
    purpose: 'Proof of who changed what',
    kept: 'As long as the house: the trail is not changed',
  },
  {
    table: 'kernel.mail',
    fields: ['recipient', 'subject', 'body'],
    purpose: 'Writing to customers and colleagues, and showing what was written',
    kept: 'With the thing that the letter is about',
  },
  {
    table: 'kernel.notice',
    fields: ['person', 'title', 'text', 'by_name'],
    purpose: 'Telling a colleague what waits',
    kept: 'With the audit trail',
  },
  {
    table: 'kernel.comment',
    fields: ['text', 'by_name', 'resolved_by_name'],
    purpose: 'What colleagues say about a quote or contract',
    kept: 'As long as the thing that it is about',
  },
  { table: 'kernel.webhook', fields: ['created_by_name'], purpose: 'Who set up a connection', kept: 'With the audit trail' },
  { table: 'kernel.file', fields: ['name'], purpose: 'Documents that people handed in', kept: 'As long as the thing that they belong to' },
]
