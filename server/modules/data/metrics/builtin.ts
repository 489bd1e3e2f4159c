import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalogue, catalogueOf } from '../rules/metrics/catalogue.ts'
import { readDefinition } from '../rules/metrics/definition.ts'

export type BuiltIn = { catalogue: Catalogue; texts: ReadonlyMap<string, string> }
let read: BuiltIn | undefined

/** The definitions that ship with the program, one YAML file each; read once, wrong ones stop the start. */
export function builtIn(): BuiltIn {
  if (read) return read
  const texts = new Map<string, string>()
  const definitions = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(import.meta.dirname, name), 'utf8')
      const definition = readDefinition(text)
      if (`${definition.metric}.yaml` !== name) throw new Error(`${name} holds the metric ${definition.metric}`)
      texts.set(definition.metric, text)
      return definition
    })
  read = { catalogue: catalogueOf(definitions), texts }
  return read
}
