import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'

export const feedGet = operation({
  name: 'cadence.feed.get',
  method: 'GET',
  path: '/cadence/feed',
  right: 'signed_in',
  desk: true,
  summary: 'Whether one’s own meetings are shown in another calendar, and when it looked last',
  input: z.object({}),
  output: z.object({ made_at: z.date().nullable(), read_at: z.date().nullable() }),
})

export const feedCreate = operation({
  name: 'cadence.feed.create',
  method: 'POST',
  path: '/cadence/feed',
  right: 'signed_in',
  desk: true,
  secret: true,
  summary: 'A secret address at which another calendar finds one’s own meetings; it is shown once and takes the place of one of before',
  input: z.object({}),
  output: z.object({ url: z.string(), made_at: z.date() }),
  status: 201,
})

export const feedRevoke = operation({
  name: 'cadence.feed.revoke',
  method: 'DELETE',
  path: '/cadence/feed',
  right: 'signed_in',
  desk: true,
  summary: 'Ends the address: whoever has it finds nothing any more',
  input: z.object({}),
  output: z.object({ revoked: z.boolean() }),
})

export const calendarsRead = operation({
  name: 'cadence.calendars.read',
  method: 'GET',
  path: '/cadence/calendars/{token}',
  right: 'anyone',
  audience: 'public',
  perMinute: 60,
  summary: 'The calendar file behind a secret address: the meetings of one person in the next 180 days',
  input: z.object({ token: z.string().max(100) }),
  output: z.unknown(),
})
