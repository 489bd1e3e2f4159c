import type { Context } from '../../kernel/context.ts'
import { mayWrite } from '../../kernel/mail-permission.ts'
import type { Purpose } from '../../kernel/mail-purpose.ts'
import { findContact } from './store/contacts.ts'

/**
 * May we write to a contact for this purpose? Whoever was removed is written to no more, for whatever; letters that belong to what they
 * do with us pass, all others need a consent.
 */
export async function mayContact(ctx: Context, contactId: string, purpose: Purpose): Promise<boolean> {
  const contact = await findContact(ctx.tx, contactId)
  return contact !== undefined && contact.removed_at === null && (await mayWrite(ctx, contact.email, purpose))
}
