import { listedSteps, stepsOfAnswer } from './answers.ts'
import { excerptOf } from './mask.ts'

type Answer = { text: string; thanked: boolean; at: Date }

/** The answer from which a draft takes its steps: one that helped, else the one with most steps, else the newest. */
export function bestAnswer<T extends Answer>(answers: readonly T[]): T | undefined {
  return answers.toSorted(
    (a, b) =>
      Number(b.thanked) - Number(a.thanked) || listedSteps(b.text).length - listedSteps(a.text).length || b.at.getTime() - a.at.getTime(),
  )[0]
}

/** A title out of a question: without its mark, its greeting and how it asks. */
export function titleOf(question: string): string {
  const bare = question
    .replace(/^(?:\W*(?:hi|hello|hey|hej|sorry|all|team|folks|everyone|quick question|question|so|ok|and|also)\b[\s,:.!–-]*)+/i, '')
    .replace(/^@\S+[\s,:]*/, '')
    .split(/(?<=[?])\s/)[0]
    ?.replace(/[?\s]+$/, '')
    .replace(/^(?:(?:does|do) )?any(?:one|body) (?:here )?knows? (?:how (?=(?:a|an|the|our|your)\b)|if |whether )?/i, '')
    .replace(
      /^(?:(?:does |do )?any(?:one|body) (?:here )?knows? |can (?:any|some)(?:one|body) (?:tell me|explain) )?(?:how (?:do|does|can|could|should|would) (?:i|we|you|one)|how to|what (?:is|are) the (?:process|procedure|way|steps) (?:for|to)|what do (?:i|we) do|steps to|where (?:do|can) (?:i|we)|(?:is there|are there|do we have) (?:a |an |any )?)\s+/i,
      '',
    )
    .trim()
  const title = excerptOf(bare || question, 100)
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** A draft of a procedure: its headings, the steps of the best answer, and what it was made of. `questions`: what everybody who reads it may see. */
export function draftOf({
  title,
  answer,
  questions,
  note,
}: {
  title: string
  answer: string | undefined
  questions: readonly string[]
  note: string
}): string {
  const steps = answer === undefined ? [] : stepsOfAnswer(answer)
  const list = steps.length > 0 ? steps.map((step, at) => `${at + 1}. ${lineOf(step)}`).join('\n') : '1. TBD'
  const asked = questions.map((question) => `- ${lineOf(question)}`).join('\n')
  return [
    '---\nkind: procedure\ntier: 3\n---',
    `# ${lineOf(title)}`,
    '## Purpose\n\nTBD',
    '## Steps',
    list,
    ...(asked === '' ? [] : ['## Asked as', asked]),
    '## Evidence',
    `${lineOf(note)}\n`,
  ].join('\n\n')
}

/** Words of a chat as words of a page: one line, and no marks that a page would take for its own. */
function lineOf(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>{}|#!~$]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([-+])/, '\\$1')
    .trim()
}
