import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../kernel/refusal.ts'
import { bare, type Catalogue, getMetric, type Metric, soundCatalogue } from '../rules/metrics/catalogue.ts'
import { type Definition, readDefinition } from '../rules/metrics/definition.ts'

/** `broken`: definitions that cannot be read or joined, by metric, and why; they alone are out. */
export type BuiltIn = { catalogue: Catalogue; texts: ReadonlyMap<string, string>; broken: ReadonlyMap<string, string> }
let read: BuiltIn | undefined

/** The definitions that ship with the program, one YAML file each; read once. */
export function builtIn(): BuiltIn {
  read ??= readFolder(import.meta.dirname)
  return read
}

/** A metric by its reference; refuses one that is unknown (`metric.unknown`) or whose definition is broken (`metric.broken`). */
export function metricBy(reference: string): Metric {
  const { catalogue, broken } = builtIn()
  const why = broken.get(bare(reference))
  if (why === undefined) return getMetric(catalogue, reference)
  throw new Refusal(
    'refused',
    'metric.broken',
    `The definition of ${bare(reference)} is broken: ${why} Mend its file; other metrics answer.`,
  )
}

/** Reads every definition of a folder; one that is wrong takes only itself out, and what is worked out from it. */
export function readFolder(folder: string): BuiltIn {
  const texts = new Map<string, string>()
  const broken = new Map<string, string>()
  const definitions: Definition[] = []
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue
    const metric = name.slice(0, -'.yaml'.length)
    try {
      const text = readFileSync(join(folder, name), 'utf8')
      const definition = readDefinition(text)
      if (definition.metric !== metric) throw new Refusal('invalid', 'metric.invalid', `${name} holds the metric ${definition.metric}.`)
      texts.set(metric, text)
      definitions.push(definition)
    } catch (error) {
      broken.set(metric, error instanceof Error ? error.message : String(error))
    }
  }
  const sound = soundCatalogue(definitions, broken)
  return { texts, ...sound }
}
