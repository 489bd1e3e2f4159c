import type { List as Declared } from '../../../server/kernel/list/list.ts'
import { readCondition } from '../../../server/kernel/list/where.ts'
import type { Operation } from '../../../server/kernel/operation.ts'
import type { ListState } from './state.ts'

/**
 * What an operation is asked. One that declares its list takes conditions as they are; another has an input for each column that may
 * be asked with `is`, by the declaration's own `plain`.
 */
export function inputOf(operation: Operation, list: Declared, state: Pick<ListState, 'where' | 'sort' | 'words'>): Record<string, unknown> {
  const where = state.where.filter((one) => isKnown(list, one))
  if (operation.list) {
    return {
      ...(where.length > 0 ? { where } : {}),
      ...(state.sort === list.sort ? {} : { sort: state.sort }),
      ...(state.words && list.search ? { search: state.words } : {}),
    }
  }
  const inputs = Object.entries(list.plain ?? {})
  const plain = where.flatMap((one) => {
    const { column, question, values } = readCondition(list, one)
    const input = inputs.find(([, name]) => name === column)?.[0]
    return input && question === 'is' && values[0] ? [[input, values[0]] as const] : []
  })
  const sorts = hasField(operation, 'sort') && state.sort !== list.sort
  const search = ['q', 'search'].find((name) => hasField(operation, name))
  return {
    ...Object.fromEntries(plain),
    ...(sorts ? { sort: state.sort } : {}),
    ...(state.words && search ? { [search]: state.words } : {}),
  }
}

/** Whether a condition can be asked; an old link may speak of a column that is gone. */
export function isKnown(list: Declared, condition: string): boolean {
  try {
    readCondition(list, condition)
    return true
  } catch {
    return false
  }
}

/** Whether words can be looked for. */
export function takesWords(operation: Operation, list: Declared): boolean {
  return operation.list ? list.search !== undefined : hasField(operation, 'q') || hasField(operation, 'search')
}

function hasField(operation: Operation, name: string): boolean {
  const shape: unknown = Reflect.get(operation.input, 'shape')
  return typeof shape === 'object' && shape !== null && name in shape
}
