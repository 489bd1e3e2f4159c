import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { sessionProve } from '../contract.ts'
import { stepUpMinutes } from '../rules/step-up.ts'
import { signInLibrary } from '../sign-in/library.ts'
import { saveProof } from '../store/sessions.ts'
import { takeCode, tryProof } from './proofs.ts'

/** Shows anew who sits at this session. Wrong tries count like those at the door. */
export async function proveAgain(ctx: Context, input: InputOf<typeof sessionProve>): Promise<OutputOf<typeof sessionProve>> {
  const { actor } = ctx
  if (actor.kind !== 'person' || !actor.session) {
    throw new Refusal('forbidden', 'session.needed', 'This belongs to a person who is signed in with a password.')
  }
  const { auth, headers } = signInLibrary(ctx, actor.session)
  if (input.code) {
    const { code } = input
    await tryProof(ctx, { code: 'two_factor.wrong_code', detail: 'This code is wrong.' }, () =>
      auth.api.verifyTOTP({ body: { code }, headers }),
    )
    await takeCode(ctx, actor.id, code)
  } else if (input.password) {
    const { password } = input
    await tryProof(ctx, { code: 'password.wrong', detail: 'The password is wrong.' }, () =>
      auth.api.verifyPassword({ body: { password }, headers }),
    )
  } else throw new Refusal('invalid', 'step_up.empty', 'Give your password or a code of the app.')
  await saveProof(ctx.tx, actor.session, ctx.now)
  await record(ctx, { action: 'people.session.proved', subject: { kind: 'person', id: actor.id, label: actor.name } })
  return { proved_until: new Date(ctx.now.getTime() + stepUpMinutes * 60_000) }
}
