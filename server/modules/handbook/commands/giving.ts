import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { masked } from '../rules/mining/mask.ts'
import { topicOf } from '../rules/mining/words.ts'
import { keepQuestions } from '../store/mining.ts'
import { questionAt } from './mining.ts'

/**
 * A question that somebody has come upon, by hand or by a command of a chat: kept as those of chats are, without what tells a person. The
 * same message is one question, whoever gives it; without an address, the same words of one person are.
 */
export async function giveQuestion(
  ctx: Context,
  { text, link }: InputOf<typeof promise.questionsGive>,
): Promise<OutputOf<typeof promise.questionsGive>> {
  const person = personBehind(ctx.actor)
  const question = questionAt(ctx.now, text)
  if (topicOf(question.excerpt).size < fewestWords)
    throw new Refusal('refused', 'question.says_nothing', 'No words stay of it that say what is asked for. Say it in a sentence.', {
      unmet: [{ code: 'question.says_nothing', text: 'Say what is asked for.', path: 'text' }],
    })
  const ref = sha256(link === undefined ? `${person}\n${question.excerpt}` : `link\n${link}`)
  const place = link === undefined ? byHand : masked(link).slice(0, 200)
  const fresh = await keepQuestions(ctx.tx, [{ ...question, source: 'given', ref, asker: person, place }])
  if (fresh > 0)
    await record(ctx, {
      action: 'handbook.question.given',
      subject: { kind: 'candidate', id: question.id, label: 'A question' },
      after: { place },
    })
  return { kept: fresh > 0 }
}

const byHand = 'By hand'
const fewestWords = 2
