import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { sessionProve } from '../contract.ts'
import { stepUpMinutes } from '../rules/step-up.ts'
import { libraryRefusal, signInLibrary } from '../sign-in/library.ts'
import { saveProof } from '../store/sessions.ts'
import { takeCode } from './proofs.ts'

/** Shows anew who sits at this session. Wrong tries count like those at the door. */
export async function proveAgain(ctx: Context, input: InputOf<typeof sessionProve>): Promise<OutputOf<typeof sessionProve>> {
  const { actor } = ctx
  if (actor.kind !== 'person' || !actor.session) {
    throw new Refusal('forbidden', 'session.needed', 'This belongs to a person who is signed in with a password.')
  }
  const { auth, headers } = signInLibrary(ctx, actor.session)
  if (input.code) {
    await auth.api.verifyTOTP({ body: { code: input.code }, headers }).catch((error: unknown) => {
      throw libraryRefusal(error, { code: 'two_factor.wrong_code', detail: 'This code is wrong.' }, true)
    })
    await takeCode(ctx, actor.id, input.code)
  } else if (input.password) {
    await auth.api.verifyPassword({ body: { password: input.password }, headers }).catch((error: unknown) => {
      throw libraryRefusal(error, { code: 'password.wrong', detail: 'The password is wrong.' })
    })
  } else throw new Refusal('invalid', 'step_up.empty', 'Give your password or a code of the app.')
  await saveProof(ctx.tx, actor.session, ctx.now)
  await record(ctx, { action: 'people.session.proved', subject: { kind: 'person', id: actor.id, label: actor.name } })
  return { proved_until: new Date(ctx.now.getTime() + stepUpMinutes * 60_000) }
}
