import type { Operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'

type Ask = (operation: Operation, input: Record<string, unknown>) => Promise<unknown>

/**
 * The input of an edit with the version that stands, read a moment ago: who types a command means the thing as it is now. Who means it
 * as it was read before gives `--if-match`. Where no operation reads the one thing, says which list shows its version.
 */
export async function withVersion(
  operation: Operation,
  input: Record<string, unknown>,
  operations: readonly Operation[],
  ask: Ask,
): Promise<Record<string, unknown>> {
  if (operation.edit !== 'version' || input.if_match !== undefined) return input
  const reader = readerOf(operation, operations)
  if (!reader) throw new Refusal('invalid', 'edit.version_required', howToSay(operation, operations))
  const answer = await ask(reader, Object.fromEntries(partsOf(reader.path).map((name) => [name, input[name]])))
  const version: unknown =
    typeof answer === 'object' && answer !== null ? (Reflect.get(answer, 'version') ?? Reflect.get(answer, 'rev')) : undefined
  if (typeof version !== 'number') throw new Refusal('invalid', 'edit.version_required', howToSay(operation, operations))
  return { ...input, if_match: version }
}

/** The read of the thing that an edit changes: at the edit's own path, or at the nearest above it that still names the thing. */
function readerOf(operation: Operation, operations: readonly Operation[]): Operation | undefined {
  const names = partsOf(operation.path).length
  for (let path = operation.path; path.lastIndexOf('/') > 0; path = path.slice(0, path.lastIndexOf('/'))) {
    if (partsOf(path).length < names) return undefined
    const found = operations.find((one) => one.method === 'GET' && one.path === path)
    if (found && (names > 0 || path === operation.path)) return found
  }
  return undefined
}

function howToSay(operation: Operation, operations: readonly Operation[]): string {
  const above = operation.path.slice(0, operation.path.indexOf('/{'))
  const list = operations.find((one) => one.method === 'GET' && one.path === above)
  const where = list ? `quarterdeck ${list.name.replaceAll('.', ' ')} shows it` : 'the page or the answer that shows the thing tells it'
  return `This edit needs the version that it changes: --if-match VERSION; ${where}.`
}

function partsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}
