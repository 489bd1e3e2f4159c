/** Words by which a text asks that somebody else does a step. */
const another =
  /\b(?:second|another|other|different)\s+(?:person|colleague|pair of eyes)\b|\bfour[- ]eyes?\b|\bsomebody else\b|\bnot you\b/i

type Asked = { title: string; role: string | null; check: string | null }

/** Whether a step is for somebody else than whoever did the steps before it. */
export function asksAnother({ title, role, check }: Asked): boolean {
  return [title, role, check].some((words) => words !== null && another.test(words))
}

/** Whether somebody would do a second person's step although they did another step of the run. */
export function sameAgain(step: Asked & { key: string }, done: readonly { key: string; by: string }[], me: string): boolean {
  return asksAnother(step) && done.some(({ key, by }) => key !== step.key && by === me)
}
