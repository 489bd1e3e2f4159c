import { nobody, type PersonalData, personal } from '../../../kernel/personal.ts'

/** What this room holds about persons. */
export const personalData: PersonalData[] = [
  personal({
    entity: 'rejected event',
    subject: 'product_user',
    table: 'data.quarantine',
    fields: { excerpt: 'user.behavior' },
    purposes: ['operations'],
    retention: 'quarantine',
    lasts: '90 days; finding out why an event was not loaded',
    by: { texts: ['excerpt'] },
    erase: { redact: ['excerpt'] },
  }),
  {
    entity: 'raw event',
    subject: 'product_user',
    table: 'log/segment',
    fields: [
      { column: 'ip', category: 'user.device.ip_address', store: 'append_only' },
      { column: 'ua', category: 'user.device.telemetry', store: 'append_only' },
      { column: 'b', category: 'user.behavior', store: 'append_only' },
    ],
    purposes: ['operations', 'analytics.reporting'],
    retention: 'raw_events',
    lasts: 'Address prefixes 30 days, events 13 months; figures can be rebuilt from them meanwhile',
    // a server and its users are numbers there: no colleague or contact leads to them
    resolve: async () => nobody,
    find: async () => [],
    erase: async () => ({ erased: 0 }),
  },
]
