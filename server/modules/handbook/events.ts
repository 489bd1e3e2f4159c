import { z } from 'zod'

const page = { page_id: z.uuid() }

/** What this room tells everyone: ids, numbers and classes; what a page says stays on it. */
export const events = {
  'handbook.page.published': z.object({ ...page, no: z.int(), class: z.enum(['first', 'editorial', 'minor', 'material']) }),
  'handbook.page.moved': z.object(page),
  'handbook.page.retired': z.object({ ...page, replaced_by: z.uuid().nullable() }),
}
