/** Which fault is on in this process, and which places were passed. One for all copies of this module. */
type Switch = { on: number; passed: Set<number>; turns: number }

const holder = globalThis as { quarterdeckSwitch?: Switch }
holder.quarterdeckSwitch ??= { on: Number(process.env['FAULT'] ?? -1), passed: new Set(), turns: 0 }
export const faults: Switch = holder.quarterdeckSwitch

/** A turned comparison can make a loop that never ends; no test of ours comes by so often. */
const most = 20_000_000

export function fOn(id: number): boolean {
  faults.passed.add(id)
  if (faults.on < 0) return false
  faults.turns += 1
  if (faults.turns > most) throw new Error('this goes on for ever')
  return faults.on === id
}

export function fOp(id: number, op: string, turned: string, left: never, right: never): unknown {
  switch (fOn(id) ? turned : op) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '===':
      return left === right
    case '!==':
      return left !== right
    case '+':
      return left + right
    default:
      return (left as number) - (right as number)
  }
}

export function fChoice(id: number, op: string, turned: string, left: () => unknown, right: () => unknown): unknown {
  return (fOn(id) ? turned : op) === '&&' ? left() && right() : left() || right()
}
